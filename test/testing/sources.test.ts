// What a test may be about: stacks, an app, JSON, files, a model; and nothing unread passes for nothing found.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Aspects, TerraformStack, Testing } from "cdktf";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { FederatedWorkload } from "../../lib";
import { AwsTrust } from "../../lib/aws";
import { trustOf } from "../../lib/testing";
import { EU, World } from "../world";
import { failure, onEu, OPTIONS, orders, stock, world } from "./shop";

const ROLE = "shop/orders/aws";

describe("trust is read", () => {
  it("of a stack, of what it synthesizes, of a text of that, and of a model", () => {
    const json = world.toTerraform() as object;
    for (const source of [world, json, JSON.stringify(json), [json]]) {
      expect(source).toLetIn(onEu, ROLE, OPTIONS);
      expect(source).toKeepOut(onEu, "shop/stock/aws", OPTIONS);
    }
    const { model } = trustOf(world, OPTIONS);
    expect(model).toLetIn(onEu, "aws_iam_role.orders_aws_role_D64CF842");
    expect(model).toKeepOut(onEu, "aws_iam_role.stock_aws_role_D7191882");
  });

  it("of a folder and of a file", () => {
    const folder = mkdtempSync(join(tmpdir(), "cdktf.out-"));
    try {
      mkdirSync(join(folder, "stacks", "shop"), { recursive: true });
      const file = join(folder, "stacks", "shop", "cdk.tf.json");
      writeFileSync(file, JSON.stringify(world.toTerraform()));
      for (const source of [folder, file]) {
        expect(source).toLetIn(onEu, ROLE, OPTIONS);
        expect(source).toKeepOut(onEu, "shop/stock/aws", OPTIONS);
      }
      mkdirSync(join(folder, "empty"));
      expect(
        failure(() => {
          expect(join(folder, "empty")).toHaveNoTrustFindings();
        }),
      ).toContain("there is nothing to read");
      expect(
        failure(() => {
          expect(join(folder, "gone")).toHaveNoTrustFindings();
        }),
      ).toContain("neither JSON nor a file or folder");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("of an app, whose stacks refer to each other", () => {
    const app = Testing.app();
    const platform = new World("platform", app);
    const aws = new AwsTrust(platform, "aws", { issuers: [platform.eu.issuer] });
    const team = new TerraformStack(app, "team");
    const workload = new FederatedWorkload(team, "orders", {
      clusters: [platform.eu],
      namespace: "shop",
      serviceAccountName: "orders",
      serviceAccount: "existing",
      identities: { aws: aws.role() },
    });
    for (const source of [app, [platform, team]]) {
      expect(source).toLetInOnly([onEu], workload, OPTIONS);
      expect(source).toKeepOut({ issuer: EU, subject: "system:serviceaccount:shop:stock" }, workload, OPTIONS);
    }
  });

  it("after the aspects, as it will be deployed", () => {
    const other = new World("aspects");
    const aws = new AwsTrust(other, "aws", { issuers: [other.eu.issuer] });
    const workload = new FederatedWorkload(other, "orders", {
      clusters: [other.eu],
      namespace: "shop",
      serviceAccountName: "orders",
      identities: { aws: aws.role() },
    });
    Aspects.of(other).add({
      visit: (node) => {
        if (node instanceof IamRole) node.assumeRolePolicy = node.assumeRolePolicyInput!.replace("shop:orders", "shop:evil");
      },
    });
    expect(other).toKeepOut(onEu, workload, OPTIONS);
  });

  it("without leaving anything in a stack that is synthesized later", () => {
    const before = Testing.synth(world);
    expect(world).toLetIn(onEu, orders, OPTIONS);
    expect(Testing.synth(world)).toBe(before);
  });
});

describe("a test of nothing", () => {
  it("does not pass", () => {
    expect(
      failure(() => {
        expect(world).toKeepOut(onEu, [], OPTIONS);
      }),
    ).toContain("no identity is named");
    expect(
      failure(() => {
        expect(world).toLetInOnly([], [], OPTIONS);
      }),
    ).toContain("no identity is named");
    for (const source of [undefined, null, 1, "", [], {}]) {
      expect(
        failure(() => {
          expect(source).toKeepOut(onEu, stock);
        }),
      ).not.toBe("");
    }
  });

  it("does not pass for what cannot be read", () => {
    const source = [JSON.stringify(world.toTerraform()), '{"resource": {'];
    expect(
      failure(() => {
        expect(source).toHaveNoTrustFindings(OPTIONS);
      }),
    ).toContain("unreadable at ");
    expect(
      failure(() => {
        expect(source).toLetInOnly([onEu], "shop/orders/aws", OPTIONS);
      }),
    ).toContain("unreadable at ");
    expect(source).toHaveNoTrustFindings({ ...OPTIONS, ignore: ["unreadable"] });
  });
});
