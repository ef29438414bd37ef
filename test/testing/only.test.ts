// What users write in their tests: who alone is let in, and that nothing is found.
import { AwsTrust } from "../../lib/aws";
import { FederatedPipeline, GitHubActions } from "../../lib/ci";
import { githubToken } from "../../lib/testing";
import { EU, US, WE, World } from "../world";
import { failure, onEu, onUs, OPTIONS, orders, SUBJECT, world } from "./shop";

describe("toLetInOnly", () => {
  it("passes for exactly these issuers and subjects", () => {
    expect(world).toLetInOnly([onEu, onUs], orders, OPTIONS);
    expect(world).toLetInOnly([onUs, onEu], orders.identities.aws, OPTIONS);
    expect(world).toLetInOnly([{ ...onEu, audience: "sts.amazonaws.com" }, onUs], orders.identities.aws, OPTIONS);
  });

  it("fails for one too few, one too many, and another audience", () => {
    const few = failure(() => {
      expect(world).toLetInOnly([onEu], orders.identities.aws, OPTIONS);
    });
    expect(few).toContain(`shop/orders/aws:\n  too many: iss is ${US}, sub is ${SUBJECT}, aud is sts.amazonaws.com [`);
    expect(few).not.toContain("missing");
    const many = failure(() => {
      expect(world).toLetInOnly([onEu, onUs, { ...onEu, issuer: WE }], orders.identities.aws, OPTIONS);
    });
    expect(many).toContain(`shop/orders/aws:\n  missing:  iss is ${WE}, sub is ${SUBJECT}, any one aud`);
    expect(many).not.toContain("too many");
    expect(
      failure(() => {
        expect(world).toLetInOnly([{ ...onEu, audience: "x" }, onUs], orders.identities.aws, OPTIONS);
      }),
    ).toContain("aud is x");
  });

  it("looks at every identity that lets somebody in, where none is named", () => {
    const message = failure(() => {
      expect(world).toLetInOnly([onEu, onUs], undefined, OPTIONS);
    });
    expect(message).toContain("system:serviceaccount:shop:stock");
    const github = new GitHubActions({ ownerId: "65" });
    const ci = new World("ci");
    const aws = new AwsTrust(ci, "aws", { issuers: [github.issuer] });
    new FederatedPipeline(ci, "deploy", { subjects: [github.branch("acme/api", "main")], identities: { aws: aws.role() } });
    const job = { issuer: github.issuer, subject: "repo:acme/api:ref:refs/heads/main", claims: { repository_owner_id: "65" } };
    expect(ci).toLetInOnly([job], undefined, OPTIONS);
    expect(ci).toLetInOnly([githubToken({ repository: "acme/api", audience: "sts.amazonaws.com" })], undefined, OPTIONS);
    const { claims: _claims, ...without } = job;
    expect(
      failure(() => {
        expect(ci).toLetInOnly([without], undefined, OPTIONS);
      }),
    ).toContain("repository_owner_id is 65");
    expect(
      failure(() => {
        expect(new World("empty")).toLetInOnly([onEu]);
      }),
    ).toContain("missing");
  });

  it("does not pass beside a role that everybody may have without a token", () => {
    const trust = (principal: object): string =>
      JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: principal, Action: "sts:AssumeRole" }] });
    const stack = (principal: object): object => ({
      resource: {
        aws_iam_role: {
          server: { name: "server", assume_role_policy: trust({ Service: "ec2.amazonaws.com" }) },
          other: { name: "other", assume_role_policy: trust(principal) },
        },
        azurerm_user_assigned_identity: { orders: { name: "orders", resource_group_name: "acme", location: "westeurope" } },
        azurerm_federated_identity_credential: {
          orders: {
            name: "eu",
            parent_id: "${azurerm_user_assigned_identity.orders.id}",
            issuer: onEu.issuer,
            subject: onEu.subject,
            audience: ["api://AzureADTokenExchange"],
          },
        },
      },
    });
    expect(stack({ Service: "lambda.amazonaws.com" })).toLetInOnly([onEu]);
    expect(
      failure(() => {
        expect(stack({ AWS: "*" })).toLetInOnly([onEu]);
      }),
    ).toContain("aws_iam_role.other:\n  too many: without a token of an issuer: everyone *");
  });

  it("takes an issuer with a slash more for the same, but no subject of which it is not documented whether it is meant", () => {
    const slashed = { ...onEu, issuer: `${EU}/` };
    expect(
      failure(() => {
        expect(world).toLetInOnly([slashed, onUs], orders.identities.aws, OPTIONS);
      }),
    ).toContain(`missing:  iss is ${EU}/`);
    const pool = "projects/123456789012/locations/global/workloadIdentityPools/jobs";
    const of = (subject: string): object => ({
      resource: {
        google_iam_workload_identity_pool: { jobs: { project: "acme", workload_identity_pool_id: "jobs" } },
        google_iam_workload_identity_pool_provider: {
          jobs: {
            project: "acme",
            workload_identity_pool_id: "jobs",
            workload_identity_pool_provider_id: "jobs",
            attribute_mapping: { "google.subject": "assertion.sub" },
            oidc: { issuer_uri: EU, allowed_audiences: ["a"] },
          },
        },
        google_service_account: { ci: { project: "acme", account_id: "ci" } },
        google_service_account_iam_member: {
          m: {
            service_account_id: "${google_service_account.ci.name}",
            role: "roles/iam.workloadIdentityUser",
            member: `principal://iam.googleapis.com/${pool}/subject/${subject}`,
          },
        },
      },
    });
    const options = { googleProjectNumbers: { acme: "123456789012" } };
    expect(of("a:b")).toLetInOnly([{ issuer: EU, subject: "a:b" }], "google_service_account.ci", options);
    expect(
      failure(() => {
        expect(of("a%3Ab")).toLetInOnly([{ issuer: EU, subject: "a%3Ab" }], "google_service_account.ci", options);
      }),
    ).toContain("undetermined: ");
    const both = ["a%3Ab", "a:b"].map((subject) => ({ issuer: EU, subject }));
    expect(
      failure(() => {
        expect(of("a%3Ab")).toLetInOnly(both, "google_service_account.ci", options);
      }),
    ).toContain("missing: ");
  });

  it.each<[string, (policy: Policy) => void]>([
    ["a second statement that is open", (policy) => policy.Statement.push({ ...policy.Statement[0]!, Condition: {} })],
    [
      "a pattern",
      ({ Statement: [first] }) =>
        (first!.Condition = { StringLike: { ...first!.Condition["StringEquals"]!, [SUB]: "system:serviceaccount:shop:stoc?" } }),
    ],
    ["no condition", ({ Statement: [first] }) => (first!.Condition = {})],
    [
      "an action that takes in more",
      (policy) => policy.Statement.push({ ...policy.Statement[0]!, Principal: { AWS: "*" }, Condition: {} }),
    ],
    [
      "a subject twice as wide",
      ({ Statement: [first] }) => (first!.Condition["StringEquals"]![SUB] = [SUBJECT, "system:serviceaccount:shop:evil"]),
    ],
    ["no subject", ({ Statement: [first] }) => (first!.Condition["StringEquals"] = { [AUD]: "sts.amazonaws.com" })],
  ])("fails for %s", (_name, widen) => {
    const json = world.toTerraform() as { resource: { aws_iam_role: Record<string, { assume_role_policy: string }> } };
    const role = json.resource.aws_iam_role["stock_aws_role_0D4F3D42"] ?? Object.values(json.resource.aws_iam_role)[1]!;
    const policy = JSON.parse(role.assume_role_policy) as Policy;
    const stocks = { issuer: EU, subject: "system:serviceaccount:shop:stock" };
    expect(json).toLetInOnly([stocks], "shop/stock/aws", OPTIONS);
    widen(policy);
    role.assume_role_policy = JSON.stringify(policy);
    expect(
      failure(() => {
        expect(json).toLetInOnly([stocks], "shop/stock/aws", OPTIONS);
      }),
    ).toMatch(/too many:|undetermined:/);
  });
});

const AUD = `${EU.replace("https://", "")}:aud`;
const SUB = `${EU.replace("https://", "")}:sub`;
interface Policy {
  readonly Statement: { Principal: object; Condition: Record<string, Record<string, string | string[]>> }[];
}

describe("toHaveNoTrustFindings", () => {
  const wide = (): object => {
    const json = world.toTerraform() as { resource: { aws_iam_role: Record<string, { assume_role_policy: string }> } };
    const [role] = Object.values(json.resource.aws_iam_role);
    role!.assume_role_policy = role!.assume_role_policy
      .replaceAll('"StringEquals"', '"ForAllValues:StringLike"')
      .replaceAll(SUBJECT, "*");
    return json;
  };

  it("passes for what the library writes, and fails for what is too wide", () => {
    expect(world).toHaveNoTrustFindings(OPTIONS);
    expect(wide()).not.toHaveNoTrustFindings(OPTIONS);
    const message = failure(() => {
      expect(wide()).toHaveNoTrustFindings(OPTIONS);
    });
    expect(message).toMatch(/^expected no findings, and there are \d+\n {2}(error|warning) aws-/);
    expect(
      failure(() => {
        expect(world).not.toHaveNoTrustFindings(OPTIONS);
      }),
    ).toContain("expected findings, and there are none");
  });

  it("leaves out what is ignored, everywhere or at one place, and what is milder than asked", () => {
    const message = failure(() => {
      expect(wide()).toHaveNoTrustFindings(OPTIONS);
    });
    const found = [...message.matchAll(/^ {2}\w+ ([\w-]+) at (\S+) /gm)];
    const ids = found.map(([, id]) => id!);
    expect(ids.length).toBeGreaterThan(0);
    expect(wide()).toHaveNoTrustFindings({ ...OPTIONS, ignore: ids });
    expect(wide()).toHaveNoTrustFindings({ ...OPTIONS, ignore: found.map(([, id, place]) => `${id!}@${place!}`) });
    expect(wide()).not.toHaveNoTrustFindings({ ...OPTIONS, ignore: ids.map((id) => `${id}@elsewhere`) });
    expect(wide()).not.toHaveNoTrustFindings({ ...OPTIONS, ignore: ids.filter((id) => id !== ids[0]) });
  });
});
