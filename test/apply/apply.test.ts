import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { oidcProviders, trusting } from "./expected";
import { synthesizeLateIssuer } from "./late-issuer";
import { exampleLifeCycle, FLAWLESS, lifeCycle } from "./life-cycle";
import { Moto, type Account } from "./moto";
import { missingTools } from "./tools";

// The tests take turns on the cores, so each may have to wait for all others.
jest.setTimeout(300_000);

const EXAMPLES = join(__dirname, "..", "..", "examples");
const EKS = "oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF";
const GKE = "container.googleapis.com/v1/projects/acme-prod/locations/us-east1/clusters/us";
// The form of a real AKS issuer: the azurerm provider is not there to look one up.
const AKS = "westeurope.oic.prod-aks.azure.com/22222222-2222-2222-2222-222222222222/33333333-3333-3333-3333-333333333333/";

const missing = missingTools();
if (missing.length > 0) process.stderr.write(`test/apply: Terraform is not run, because there is ${missing.join("; ")}\n`);
// A test waits for Terraform most of the time, so they run side by side, each in an account of its own.
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

  it("are tried on every example that uses AWS", () => {
    const main = (name: string): string => readFileSync(join(EXAMPLES, name, "main.ts"), "utf8");
    const directories = readdirSync(EXAMPLES, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const onAws = directories.map(({ name }) => name).filter((name) => main(name).includes("cdktf-workload-identity/aws"));
    expect(onAws.sort()).toEqual(["existing", "many-clusters", "one-cloud", "three-clouds"]);
  });

  itApplies("create in examples/one-cloud a role that one ServiceAccount of one cluster may assume", async () => {
    expect(await exampleLifeCycle("one-cloud", directory, account("111111111111"))).toEqual({
      ...FLAWLESS,
      iam: {
        roles: [
          {
            arn: "arn:aws:iam::111111111111:role/orders-aws-6718fa02",
            maxSessionDuration: 3600,
            // Written out, where the others call `trusting`: what a person must be able to check without reading code.
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
        oidcProviders: oidcProviders("111111111111", EKS),
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
        oidcProviders: oidcProviders("222222222222", EKS, GKE),
      },
      outputs: {},
    });
  });

  itApplies("create in examples/many-clusters a role whose issuers come from data sources and plain text", async () => {
    const prod = account("333333333333");
    const { issuerUrl } = await prod.createEksCluster("prod");
    const issuers = [issuerUrl.replace("https://", ""), AKS, "oidc.op1.openshiftapps.com/1a2b3c", "oidc.edge.example.com"];
    const standIns = { "data.azurerm_kubernetes_cluster.aks-cluster.oidc_issuer_url": `https://${AKS}` };

    expect(await exampleLifeCycle("many-clusters", directory, prod, standIns)).toEqual({
      ...FLAWLESS,
      iam: {
        roles: [
          {
            arn: "arn:aws:iam::333333333333:role/workloads/backup-aws-7d1fec28",
            maxSessionDuration: 7200,
            trustPolicy: trusting("333333333333", "system:serviceaccount:velero:velero", ...issuers),
            managedPolicies: [],
            inlinePolicies: {
              bucket: {
                Version: "2012-10-17",
                Statement: [
                  { Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: "arn:aws:s3:::acme-backup/*" },
                ],
              },
            },
          },
        ],
        oidcProviders: oidcProviders("333333333333", ...issuers),
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

  itApplies("hand IAM its own policy variable, and an issuer whose URL is known only after apply", async () => {
    const stackDirectory = synthesizeLateIssuer(join(directory, "late-issuer"), "https://oidc.late.example.com/Keys/");

    expect(await lifeCycle(stackDirectory, account("444444444444"))).toEqual({
      ...FLAWLESS,
      iam: {
        roles: [
          {
            arn: "arn:aws:iam::444444444444:role/orders",
            maxSessionDuration: 3600,
            trustPolicy: trusting("444444444444", "system:serviceaccount:shop:orders", EKS, "oidc.late.example.com/Keys/"),
            managedPolicies: [],
            inlinePolicies: {
              team: {
                Version: "2012-10-17",
                Statement: [
                  { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::acme/${aws:PrincipalTag/team}/*" },
                ],
              },
            },
          },
        ],
        oidcProviders: oidcProviders("444444444444", EKS, "oidc.late.example.com/Keys/"),
      },
      outputs: {},
    });
  });
});
