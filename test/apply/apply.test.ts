import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import { DataResource } from "cdktf/lib/terraform-data-resource";
import { Cluster, FederatedWorkload } from "../../lib";
import { AwsTrust, type AwsRoleOptions } from "../../lib/aws";
import { exampleLifeCycle, FLAWLESS, lifeCycle } from "./life-cycle";
import { Moto, type Account } from "./moto";
import { missingTools } from "./tools";

// The tests below take turns on the cores: each may wait for all others.
jest.setTimeout(300_000);

const EKS = "oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF";
const GKE = "container.googleapis.com/v1/projects/acme-prod/locations/us-east1/clusters/us";

const missing = missingTools();
if (missing.length > 0) process.stderr.write(`test/apply is skipped, for want of: ${missing.join("; ")}.\n`);
const itApplies = missing.length === 0 ? it.concurrent : it.skip;

describe("Terraform and the aws provider, against moto", () => {
  let moto: Moto | undefined;
  let directory = "";

  beforeAll(async () => {
    if (missing.length > 0) return;
    directory = mkdtempSync(join(tmpdir(), "apply-"));
    moto = await Moto.start();
  });

  afterAll(async () => {
    await moto?.stop();
    if (directory !== "") rmSync(directory, { recursive: true, force: true });
  });

  const account = (id: string): Account => moto!.account(id);

  itApplies("create in examples/one-cloud a role that one ServiceAccount of one cluster may assume", async () => {
    expect(await exampleLifeCycle("one-cloud", directory, account("111111111111"))).toEqual({
      ...FLAWLESS,
      iam: {
        roles: [
          {
            arn: "arn:aws:iam::111111111111:role/orders-aws-6718fa02",
            maxSessionDuration: 3600,
            trustPolicy: {
              Version: "2012-10-17",
              Statement: [
                {
                  Effect: "Allow",
                  Principal: {
                    Federated:
                      "arn:aws:iam::111111111111:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF",
                  },
                  Action: "sts:AssumeRoleWithWebIdentity",
                  Condition: {
                    StringEquals: {
                      "oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF:sub":
                        "system:serviceaccount:shop:orders",
                      "oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF:aud": "sts.amazonaws.com",
                    },
                  },
                },
              ],
            },
            managedPolicies: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"],
            inlinePolicies: {},
          },
        ],
        oidcProviders: [oidcProvider("111111111111", EKS)],
      },
      outputs: { "orders-role": "arn:aws:iam::111111111111:role/orders-aws-6718fa02" },
    });
  });

  itApplies("create in examples/three-clouds a role that one ServiceAccount of two clusters may assume", async () => {
    expect(await exampleLifeCycle("three-clouds", directory, account("222222222222"))).toEqual({
      ...FLAWLESS,
      iam: {
        roles: [
          {
            arn: "arn:aws:iam::222222222222:role/orders-aws-88339d37",
            maxSessionDuration: 3600,
            trustPolicy: trusting("222222222222", "system:serviceaccount:shop:orders", EKS, GKE),
            managedPolicies: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"],
            inlinePolicies: {},
          },
        ],
        oidcProviders: [oidcProvider("222222222222", GKE), oidcProvider("222222222222", EKS)],
      },
      outputs: {},
    });
  });

  itApplies("create in examples/many-clusters a role whose issuers come from data sources and plain text", async () => {
    const prod = account("333333333333");
    const eks = withoutScheme((await prod.createEksCluster("prod")).issuerUrl);
    // Real AKS issuers have this form. The azurerm provider is not there to look one up.
    const aks = "westeurope.oic.prod-aks.azure.com/22222222-2222-2222-2222-222222222222/33333333-3333-3333-3333-333333333333/";
    const [rosa, edge] = ["oidc.op1.openshiftapps.com/1a2b3c", "oidc.edge.example.com"];
    const standIns = { "data.azurerm_kubernetes_cluster.aks-cluster.oidc_issuer_url": `https://${aks}` };

    expect(await exampleLifeCycle("many-clusters", directory, prod, standIns)).toEqual({
      ...FLAWLESS,
      iam: {
        roles: [
          {
            arn: "arn:aws:iam::333333333333:role/workloads/backup-aws-7d1fec28",
            maxSessionDuration: 7200,
            trustPolicy: trusting("333333333333", "system:serviceaccount:velero:velero", eks, aks, rosa, edge),
            managedPolicies: [],
            inlinePolicies: {
              bucket: {
                Version: "2012-10-17",
                Statement: [{ Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: "arn:aws:s3:::acme-backup/*" }],
              },
            },
          },
        ],
        oidcProviders: [edge, eks, rosa, aks].map((issuer) => oidcProvider("333333333333", issuer)),
      },
      outputs: {},
    });
  });

  itApplies("create in examples/existing a role for an OIDC provider that was there before", async () => {
    expect(await exampleLifeCycle("existing", directory, account("111122223333"))).toEqual({
      ...FLAWLESS,
      iam: {
        roles: [
          {
            arn: "arn:aws:iam::111122223333:role/external-dns",
            maxSessionDuration: 3600,
            permissionsBoundary: "arn:aws:iam::111122223333:policy/workloads",
            trustPolicy: trusting("111122223333", "system:serviceaccount:external-dns:external-dns", EKS),
            managedPolicies: [],
            inlinePolicies: {},
          },
        ],
        oidcProviders: [],
      },
      outputs: {
        "service-account-annotations": { "eks.amazonaws.com/role-arn": "arn:aws:iam::111122223333:role/external-dns" },
      },
    });
  });

  itApplies("hand IAM a policy's own variable, and an issuer that is known only once it exists", async () => {
    const app = new App({ outdir: join(directory, "own") });
    const stack = new TerraformStack(app, "own");
    new AwsProvider(stack, "aws-provider", { region: "eu-west-1" });
    const issuerOfLater = new DataResource(stack, "later-cluster", { input: "https://oidc.later.example.com/Keys/" });
    const clusters = [
      Cluster.selfManaged(stack, "edge", { issuerUrl: "https://oidc.edge.example.com" }),
      Cluster.selfManaged(stack, "later", { issuerUrl: issuerOfLater.output.toString() }),
    ];
    const trust = new AwsTrust(stack, "aws", { issuers: clusters.map(({ issuer }) => issuer) });
    const statement = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::acme/$${aws:PrincipalTag/team}/*" };
    const inlinePolicies = { team: { Version: "2012-10-17", Statement: [statement] } };
    new FederatedWorkload(stack, "orders", {
      clusters,
      namespace: "shop",
      serviceAccountName: "orders",
      serviceAccount: "existing",
      identities: { aws: trust.role({ name: "orders", inlinePolicies } satisfies AwsRoleOptions) },
    });
    app.synth();

    expect(await lifeCycle(join(directory, "own", "stacks", "own"), account("444444444444"))).toEqual({
      ...FLAWLESS,
      iam: {
        roles: [
          {
            arn: "arn:aws:iam::444444444444:role/orders",
            maxSessionDuration: 3600,
            trustPolicy: trusting(
              "444444444444",
              "system:serviceaccount:shop:orders",
              "oidc.edge.example.com",
              "oidc.later.example.com/Keys/",
            ),
            managedPolicies: [],
            inlinePolicies: {
              team: {
                Version: "2012-10-17",
                Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::acme/${aws:PrincipalTag/team}/*" }],
              },
            },
          },
        ],
        oidcProviders: ["oidc.edge.example.com", "oidc.later.example.com/Keys/"].map((issuer) =>
          oidcProvider("444444444444", issuer),
        ),
      },
      outputs: {},
    });
  });
});
