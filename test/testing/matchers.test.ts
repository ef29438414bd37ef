// What users write in their tests: who is let in, and who is kept out.
import { TerraformVariable } from "cdktf";
import { FederatedWorkload } from "../../lib";
import { AwsTrust, EksPodIdentity } from "../../lib/aws";
import { kubernetesToken, podIdentity, TEST_TIME } from "../../lib/testing";
import { EU, US, WE, World } from "../world";
import { failure, onEu, onUs, OPTIONS, orders, stock, SUBJECT, world } from "./shop";

const ARN = "arn:aws:eks:eu-west-1:111122223333:cluster/eu";

describe("toLetIn and toKeepOut", () => {
  it("go by all identities of a workload, each of which may be several things in its cloud", () => {
    expect(world).toLetIn(onEu, orders, OPTIONS);
    expect(world).toLetIn(onUs, orders, OPTIONS);
    expect(world).toKeepOut(onEu, stock, OPTIONS);
    expect(world).toKeepOut({ ...onEu, issuer: WE }, [orders, stock], OPTIONS);
  });

  it.each([
    ["the construct", orders.identities.aws],
    ["the construct path", "shop/orders/aws"],
    ["the path of the resource", "shop/orders/aws/role"],
    ["the address", "aws_iam_role.orders_aws_role_D64CF842"],
    ["the ARN", "arn:aws:iam::111122223333:role/orders-aws-2b7d9192"],
  ])("take an identity by %s", (_name, identity) => {
    expect(world).toLetIn(onEu, identity, OPTIONS);
    expect(world).toKeepOut({ ...onEu, subject: `${SUBJECT}x` }, identity, OPTIONS);
  });

  it("take whole tokens, of which every claim counts", () => {
    const given = { issuer: EU, namespace: "shop", serviceAccount: "orders", audience: "sts.amazonaws.com" };
    expect(world).toLetIn(kubernetesToken(given), orders.identities.aws, OPTIONS);
    expect(world).toKeepOut(kubernetesToken({ ...given, audience: "vault" }), orders.identities.aws, OPTIONS);
    expect(world).toKeepOut(kubernetesToken({ ...given, namespace: "shop2" }), orders.identities.aws, OPTIONS);
  });

  it("take a pod of EKS Pod Identity", () => {
    const other = new World("pods");
    const pods = new EksPodIdentity(other, "eks", { clusters: [{ cluster: other.eu, clusterName: "eu", arn: ARN }] });
    const workload = new FederatedWorkload(other, "orders", {
      clusters: [other.eu],
      namespace: "shop",
      serviceAccountName: "orders",
      identities: { aws: pods.role() },
    });
    expect(other).toLetIn(podIdentity({ clusterArn: ARN, namespace: "shop", serviceAccount: "orders" }), workload, OPTIONS);
    expect(other).toKeepOut(podIdentity({ clusterArn: ARN, namespace: "shop", serviceAccount: "stock" }), workload, OPTIONS);
    // It gets the role by its association, whatever STS says to its token.
    expect(
      failure(() => {
        expect(other).toKeepOut(onEu, workload, OPTIONS);
      }),
    ).toContain("EKS Pod Identity gives the role to shop/orders");
    expect(world).toKeepOut(podIdentity({ clusterArn: ARN, namespace: "shop", serviceAccount: "orders" }), orders, OPTIONS);
  });

  it("name the one identity of several that does not do it", () => {
    const message = failure(() => {
      expect(world).toLetIn({ issuer: US, subject: "system:serviceaccount:shop:stock" }, [orders, stock], OPTIONS);
    });
    expect(message).toContain("expected shop/stock/aws to let it in");
    expect(message).toContain("expected shop/stock/google to let it in");
    const one = failure(() => {
      expect(world).toKeepOut(onEu, [orders.identities.aws, stock], OPTIONS);
    });
    expect(one).toContain("expected shop/orders/aws to keep it out");
    expect(one).not.toContain("shop/stock");
  });

  it("fail with who asked, the checks in order, the cloud's error, and who is let in", () => {
    const message = failure(() => {
      expect(world).toLetIn({ issuer: EU, subject: "system:serviceaccount:shop:evil" }, orders.identities.aws, OPTIONS);
    });
    expect(message).toContain(
      [
        "expected shop/orders/aws to let it in, and it is certainly refused:",
        "  orders-aws-2b7d9192 (aws_iam_role.orders_aws_role_D64CF842): deny",
        `    issuer   ${EU}`,
        "    subject  system:serviceaccount:shop:evil",
        "    audience sts.amazonaws.com",
        "    expires  2026-01-01T01:00:00.000Z",
        "    ✓ issuer ",
      ].join("\n"),
    );
    expect(message).toMatch(
      /✗ condition .*<- decides\n(.*\n)? {4}AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity/,
    );
    expect(message).toContain(`    It lets in:\n      iss is ${EU}, sub is ${SUBJECT}, aud is sts.amazonaws.com [`);
  });

  it("refuse to test nothing: an identity that is not there", () => {
    const message = failure(() => {
      expect(world).toKeepOut(onEu, "shop/order", OPTIONS);
    });
    expect(message).toContain('no identity is called "shop/order", so the test would test nothing. There are:');
    expect(message).toContain("aws_iam_role.orders_aws_role_D64CF842 (shop/orders/aws/role)");
    expect(
      failure(() => {
        expect(new World("empty")).toKeepOut(onEu, "x");
      }),
    ).toContain("It holds no identities.");
    expect(
      failure(() => {
        expect(world).toKeepOut(onEu, new World("other"), OPTIONS);
      }),
    ).toContain('no identity is called "other"');
  });

  it("do not take an open answer for either", () => {
    const open = new World("open");
    const aws = new AwsTrust(open, "aws", { issuers: [open.eu.issuer] });
    const workload = new FederatedWorkload(open, "orders", {
      clusters: [open.eu],
      namespace: new TerraformVariable(open, "namespace", { type: "string" }).stringValue,
      serviceAccountName: "orders",
      identities: { aws: aws.role() },
    });
    const asks = [
      () => {
        expect(open).toLetIn(onEu, workload);
      },
      () => {
        expect(open).toKeepOut(onEu, workload);
      },
    ];
    for (const ask of asks) {
      const message = failure(ask);
      expect(message).toContain(": undetermined");
      expect(message).toContain("The files leave it undetermined.");
    }
  });

  it("do not pass because a token is old, unless the test gives the time", () => {
    const given = { issuer: EU, namespace: "shop", serviceAccount: "orders", audience: "sts.amazonaws.com" };
    const old = kubernetesToken({ ...given, now: TEST_TIME - 86_400 });
    expect(
      failure(() => {
        expect(world).toKeepOut(old, orders.identities.aws, OPTIONS);
      }),
    ).toContain("The token's time alone refuses it");
    expect(world).toKeepOut(old, orders.identities.aws, { ...OPTIONS, now: TEST_TIME });
    expect(world).toLetIn(old, orders.identities.aws, { ...OPTIONS, now: TEST_TIME - 86_400 + 60 });
    const wrong = kubernetesToken({ ...given, namespace: "evil", now: TEST_TIME - 86_400 });
    expect(world).toKeepOut(wrong, orders.identities.aws, OPTIONS);
  });

  it("say what to write in place of a negation", () => {
    expect(
      failure(() => {
        expect(world).not.toLetIn(onEu, stock, OPTIONS);
      }),
    ).toContain("write expect(…).toKeepOut(…)");
    expect(
      failure(() => {
        expect(world).not.toKeepOut(onEu, orders, OPTIONS);
      }),
    ).toContain("write expect(…).toLetIn(…)");
    expect(
      failure(() => {
        expect(world).not.toLetInOnly([onEu], orders, OPTIONS);
      }),
    ).toContain("write expect(…).toKeepOut(…)");
  });

  it("say what is missing of who asks", () => {
    expect(
      failure(() => {
        expect(world).toLetIn({} as never, orders, OPTIONS);
      }),
    ).toContain("who asks?");
    expect(
      failure(() => {
        expect(world).toLetIn({ issuer: EU } as never, orders, OPTIONS);
      }),
    ).toContain("who asks?");
  });
});
