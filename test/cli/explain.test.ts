import { claims, EKS, folderWith, NOW, ORDERS, run, stackWith } from "./world";

const shop = (): string => folderWith({ "cdktf.out/stacks/shop/cdk.tf.json": stackWith(ORDERS) });

describe("explain", () => {
  const explain = (token: unknown, ...argv: string[]) => {
    const text = typeof token === "string" ? token : JSON.stringify(token);
    return run(shop(), ["explain", "--token", "-", ...argv], { input: text });
  };
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

  it("shows the checks of a token that gets in", () => {
    const { code, out } = explain(claims());
    expect(code).toBe(0);
    expect(out).toContain("allow  AWS role orders  aws_iam_role.orders\n  ✓ ");
    expect(out).toContain("at   2024-10-22T13:00:00.000Z");
    expect(out).not.toContain("✗");
  });

  it("refuses a token that pretends to be what only apply knows", () => {
    const late = folderWith({ "cdktf.out/stacks/shop/cdk.tf.json": stackWith("${var.subject}") });
    const told = [String.fromCharCode(0xe000), "var.subject", String.fromCharCode(0xe001)].join("");
    const escaped = JSON.stringify(claims({ sub: told })).replaceAll(
      /[\ue000\ue001]/g,
      (mark) => `\\u${mark.charCodeAt(0).toString(16)}`,
    );
    for (const input of [JSON.stringify(claims({ sub: told })), escaped]) {
      expect(run(late, ["explain", "--token", "-"], { input })).toEqual({
        code: 2,
        out: "",
        err: "cdktf-workload-identity: the token in standard input holds private-use characters (U+E000, U+E001); no issuer signs them: check where the token comes from\n",
      });
    }
  });

  it("decodes a JWT and says that its signature was not checked", () => {
    const { code, out } = explain(`${part({ alg: "RS256" })}.${part(claims())}.c2ln`);
    expect(code).toBe(0);
    expect(out).toContain("The signature was not checked");
  });

  it("shows the cloud's error and what is nearly right", () => {
    const { code, out } = explain(claims({ sub: ORDERS.toUpperCase() }), "--as", "orders");
    expect(code).toBe(1);
    expect(out).toContain("deny  AWS role orders");
    expect(out).toContain("  AccessDenied: ");
    expect(out).toContain(`  near: sub is ${ORDERS.toUpperCase()}; wanted: sub is ${ORDERS} (only the case differs)`);
  });

  it("finds the near misses by itself, and not the far ones", () => {
    expect(explain(claims({ sub: "system:serviceaccount:shop:order" })).out).toContain("(nearly the same)");
    expect(explain(claims({ iss: `${EKS}/` })).out).toContain("whether STS takes a token whose iss ends with /");
    expect(explain(claims({ iss: EKS.toUpperCase().replace("HTTPS", "https") })).out).toContain("(only the case differs)");
    expect(explain(claims({ iss: "https://elsewhere.example", sub: "x", aud: "y" })).out).toContain("is near to nothing");
  });

  it("judges at the time that is given", () => {
    const late = explain(claims(), "--as", "orders", "--now", "2025-01-01T00:00:00Z");
    expect(late.code).toBe(1);
    expect(late.out).toContain("ExpiredToken");
    expect(explain(claims(), "--now", String(NOW)).code).toBe(0);
    expect(explain(claims(), "--now", "noon").err).toContain('--now "noon" is not a time');
  });

  it("answers as JSON", () => {
    const { out } = explain(claims(), "--format", "json");
    const told = JSON.parse(out) as { signatureChecked: boolean; explanations: { decision: { verdict: string } }[] };
    expect(told.signatureChecked).toBe(false);
    expect(told.explanations.map(({ decision }) => decision.verdict)).toEqual(["allow"]);
  });

  it.each(["", "x", "a.b.c", "[]", "{}", '{"iss":1,"sub":"","aud":""}', "..", '{"__proto__":{"iss":"x"}}'])(
    "refuses %j as a token",
    (token) => {
      expect(explain(token).code).toBe(2);
    },
  );
});

describe("explain, of rules that exclude each other", () => {
  const PAY = "system:serviceaccount:shop:pay";
  const near = (resource: object, as: string): string[] => {
    const folder = folderWith({ "cdktf.out/cdk.tf.json": { resource } });
    const { out } = run(folder, ["explain", "--token", "-", "--as", as], { input: JSON.stringify(claims()) });
    const byItself = run(folder, ["explain", "--token", "-"], { input: JSON.stringify(claims()) });
    expect(byItself.out).toContain("  near: these exclude each other");
    return out.split("\n").filter((line) => line.startsWith("  near: "));
  };

  it("says what each condition of AWS alone would let in", () => {
    const { resource } = stackWith(ORDERS) as { resource: { aws_iam_role: { orders: { assume_role_policy: string } } } };
    const { orders } = resource.aws_iam_role;
    const assume_role_policy = orders.assume_role_policy.replace(
      '"StringEquals":',
      `"StringLike":{"${EKS.slice(8)}:sub":"${PAY}*"},"StringEquals":`,
    );
    const hints = near({ ...resource, aws_iam_role: { orders: { ...orders, assume_role_policy } } }, "orders");
    expect(hints).toEqual([
      `  near: these exclude each other, so no token gets in: statement 1, StringLike ${EKS.slice(8)}:sub "${PAY}*" alone would let in sub like ${PAY}*; statement 1, StringEquals ${EKS.slice(8)}:sub "${ORDERS}" alone would let in sub is ${ORDERS}`,
    ]);
  });

  it("says what a member and an attribute condition of Google Cloud alone would let in", () => {
    const member = `principal://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool/subject/${ORDERS}`;
    const hints = near(
      {
        google_iam_workload_identity_pool: { eu: { project: "1", workload_identity_pool_id: "pool" } },
        google_iam_workload_identity_pool_provider: {
          eu: {
            project: "1",
            workload_identity_pool_id: "pool",
            workload_identity_pool_provider_id: "eu",
            attribute_mapping: { "google.subject": "assertion.sub" },
            attribute_condition: `assertion.sub == "${PAY}"`,
            oidc: { issuer_uri: EKS, allowed_audiences: ["sts.amazonaws.com"] },
          },
        },
        google_service_account: { orders: { project: "acme", account_id: "orders" } },
        google_service_account_iam_member: {
          orders: {
            service_account_id: "${google_service_account.orders.name}",
            role: "roles/iam.workloadIdentityUser",
            member,
          },
        },
      },
      "google_service_account.orders",
    );
    expect(hints).toEqual([
      `  near: these exclude each other, so no token gets in: the member ${member} alone would let in sub is ${ORDERS}; the attribute condition assertion.sub == "${PAY}" alone would let in sub is ${PAY}`,
    ]);
  });
});
