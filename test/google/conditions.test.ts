import { TerraformVariable } from "cdktf";
import fc from "fast-check";
import { Issuer } from "../../lib";
import { allOf, anyOf, claimEquals, claimIn, expiresAt, namespaceIn, resourceNameStartsWith } from "../../lib/google";
import { attributeCondition } from "../../lib/google/attribute-condition";
import { celString, isWholeExpression } from "../../lib/google/cel";
import { canonicalJwks } from "../../lib/google/jwks";
import { EDGE, World } from "../world";

describe("conditions on tokens", () => {
  it("are CEL whatever the claim is called", () => {
    expect(claimEquals("repository_owner_id", "65")).toBe("assertion.repository_owner_id == '65'");
    expect(claimEquals("https://example.com/org", "it's")).toBe("assertion['https://example.com/org'] == 'it\\'s'");
    expect(claimEquals("in", "x")).toBe("assertion['in'] == 'x'");
    expect(claimEquals("2fa", "x")).toBe("assertion['2fa'] == 'x'");
    expect(claimIn("ref", ["refs/heads/main", "refs/heads/dev"])).toBe("assertion.ref in ['refs/heads/main', 'refs/heads/dev']");
    expect(namespaceIn(["shop"])).toBe("assertion['kubernetes.io']['namespace'] in ['shop']");
  });

  it("are joined so that none widens another", () => {
    expect(allOf("a")).toBe("a");
    expect(allOf("a", anyOf("b", "c"))).toBe("(a) && ((b) || (c))");
  });

  it("take a value that is unknown until apply as a JSON string, which no quote in it can end", () => {
    const world = new World();
    const value = new TerraformVariable(world, "owner", { type: "string" }).stringValue;
    expect(world.resolve(claimEquals("owner", value))).toBe("assertion.owner == ${jsonencode(var.owner)}");
  });

  it("are whole with a token for a word, and not with one that could end a string", () => {
    const value = new TerraformVariable(new World(), "v", { type: "string" }).stringValue;
    for (const whole of [value, `assertion.x == ${value}`, `(${value}) && ('a' == 'b')`, claimEquals("x", `a${value}b`)]) {
      expect(isWholeExpression(whole)).toBe(true);
    }
    for (const torn of [
      `assertion.x == '${value}') || (true`,
      `${value}) || (true`,
      `assertion.x == '${value}'`,
      `assertion.x == "a${value}b"`,
      `${value}'\\') || (true || '' == '`,
      `true // ${value}\n`,
      "assertion.x == '${var.x}'",
      "assertion.x == '%{if true}'",
      "assertion.x == '\uE000'",
    ]) {
      expect(isWholeExpression(torn)).toBe(false);
    }
  });

  it("hold no expression of Terraform", () => {
    expect(claimEquals("owner", "${var.owner} %{if true}")).toBe("assertion.owner == '\\u0024{var.owner} \\u0025{if true}'");
  });

  it("are whole expressions whatever the values", () => {
    const text = fc.string({ unit: fc.constantFrom("'", '"', "\\", "(", ")", "a", "/", "\n", "r", "[", "${") });
    fc.assert(
      fc.property(text, (value) => {
        expect(isWholeExpression(celString(value))).toBe(true);
        expect(isWholeExpression(`(${celString(value)}`)).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  it("state the claims of an issuer, in one order, before what the user adds", () => {
    const condition = (claims: Readonly<Record<string, string>>) =>
      attributeCondition("x", new Issuer({ name: "ci", url: EDGE, claims }), { attributeCondition: "a || b" });
    const expected = "(assertion.environment == 'prod') && (assertion.repository_owner_id == '65') && (a || b)";
    expect(condition({ repository_owner_id: "65", environment: "prod" })).toBe(expected);
    expect(condition({ environment: "prod", repository_owner_id: "65" })).toBe(expected);
  });

  it("take the namespaces of a cluster", () => {
    const issuer = new Issuer({ name: "edge", url: EDGE, subjectPrefix: "system:serviceaccount:" });
    expect(attributeCondition("x", issuer, { namespaces: ["shop", "monitoring"] })).toBe(
      "(assertion.sub.startsWith('system:serviceaccount:')) && (assertion['kubernetes.io']['namespace'] in ['shop', 'monitoring'])",
    );
  });
});

describe("conditions on roles", () => {
  it("say until when, and on what", () => {
    expect(expiresAt("2028-02-29T23:59:59Z")).toEqual({
      title: "Until 2028-02-29T23:59:59Z",
      expression: "request.time < timestamp('2028-02-29T23:59:59Z')",
    });
    expect(resourceNameStartsWith("projects/_/buckets/acme-orders/objects/public/")).toEqual({
      title: "Resources by name",
      expression: "resource.name.startsWith('projects/_/buckets/acme-orders/objects/public/')",
    });
  });
});

describe("inline keys", () => {
  const rsa = { use: "sig", kty: "RSA", kid: "b", alg: "RS256", n: "n", e: "AQAB" };
  const ec = { kty: "EC", kid: "a", alg: "ES256", crv: "P-256", x: "x", y: "y" };

  it("are written in one form, without certificates", () => {
    const given = JSON.stringify({ keys: [{ ...rsa, x5c: ["MII"], x5t: "t", key_ops: ["verify"] }, ec], extra: 1 }, null, 2);
    const canonical =
      '{"keys":[{"alg":"ES256","crv":"P-256","kid":"a","kty":"EC","x":"x","y":"y"},{"alg":"RS256","e":"AQAB","kid":"b","kty":"RSA","n":"n","use":"sig"}]}';
    expect(canonicalJwks("x", given)).toBe(canonical);
    expect(canonicalJwks("x", canonical)).toBe(canonical);
  });

  it("stay as they are where they are unknown until apply", () => {
    const world = new World();
    const unknown = new TerraformVariable(world, "jwks", { type: "string" }).stringValue;
    expect(canonicalJwks("x", unknown)).toBe(unknown);
  });
});
