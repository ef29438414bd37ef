// CDK Terrain in CDKTF's place, by the very commands of README, and with L1s of its own: two stacks, AWS and Azure.
import assert from "node:assert/strict";
import { asLocked } from "./project.mjs";
import { checkTrust } from "./one-cloud.mjs";
import { asDocumented, checkedWith, commandsBelow } from "./supported.mjs";

/** @param framework where App and TerraformStack come from: npm installs cdktn under both names, and either must do. */
const main = (framework) => `
  import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
  import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
  import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
  import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
  import { App, TerraformOutput, TerraformStack } from "${framework}";
  import { Cluster, FederatedWorkload } from "cdktf-workload-identity";
  import { AwsTrust } from "cdktf-workload-identity/aws";
  import { AzureTrust } from "cdktf-workload-identity/azure";
  import { FederatedPipeline, GitHub } from "cdktf-workload-identity/ci";

  const app = new App();
  const clusters = new TerraformStack(app, "clusters");
  new AwsProvider(clusters, "aws", { region: "eu-west-1" });
  const vpcConfig = { subnetIds: ["subnet-1", "subnet-2"] };
  const cluster = new EksCluster(clusters, "eks", { name: "eu", roleArn: "arn:aws:iam::111122223333:role/eks", vpcConfig });

  const shop = new TerraformStack(app, "shop");
  const provider = new AwsProvider(shop, "aws", { region: "eu-west-1" });
  new AzurermProvider(shop, "azurerm", { features: [{}] });
  const kubernetes = new KubernetesProvider(shop, "kubernetes", { configPath: "~/.kube/config" });
  const eu = Cluster.eks(shop, "eu", { cluster, provider: kubernetes });
  const aws = new AwsTrust(shop, "aws-trust", { issuers: [eu.issuer, GitHub.issuer], region: "eu-west-1", provider });
  const tenantId = "11111111-1111-1111-1111-111111111111";
  const azure = new AzureTrust(shop, "azure", { resourceGroupName: "shop", location: "westeurope", tenantId });
  const orders = new FederatedWorkload(shop, "orders", {
    clusters: [eu],
    namespace: "shop",
    serviceAccountName: "orders",
    identities: {
      aws: aws.role({ policyArns: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }),
      azure: azure.managedIdentity({ name: "orders" }),
    },
  });
  new FederatedPipeline(shop, "deploy", {
    subjects: [GitHub.environment("acme/api", "production", { ownerId: "65", repositoryId: "74" })],
    identities: { aws: aws.role({ name: "deploy" }) },
  });
  new TerraformOutput(shop, "role", { value: orders.identities.aws.arn });
  new TerraformOutput(shop, "ready", { value: orders.ready.fqn });
  app.synth();`;

/** What a package of the project calls itself: an alias keeps the name of what it stands for. */
const nameAndVersion = ({ name, version }) => `${name} ${version}`;

export function checkCdktn(project) {
  project.write("package.json", { private: true });
  const commands = commandsBelow("CDK Terrain (cdktn)");
  for (const command of commands) {
    const withTarball = command.replace(/(?<=npm install )cdktf-workload-identity(?= )/, project.tarball);
    project.run("bash", "-c", `npm_config_strict_peer_deps=true ${withTarball}`);
  }
  const compiler = { ...asDocumented("typescript"), ...asLocked("@types/node") };
  const more = Object.entries(compiler).map(([name, version]) => `${name}@${version}`);
  project.run("npm", "install", "--strict-peer-deps", "--save-dev", "--no-audit", "--no-fund", "--loglevel=error", ...more);
  const installed = ["cdktf", "@cdktf/provider-aws", "@cdktf/provider-azurerm"].map((name) => project.manifest(name));
  assert.deepEqual(
    installed.map(nameAndVersion),
    ["cdktn", "@cdktn/provider-aws", "@cdktn/provider-azurerm"].map((name) => `${name} ${checkedWith(name)[0]}`),
  );
  for (const framework of ["cdktf", "cdktn"]) {
    project.write("main.ts", main(framework));
    project.compile(["main.ts"]);
    project.run("node", "node16/main.js");
    const terraform = project.synthesized("shop");
    checkTrust(terraform);
    const [credential] = Object.values(terraform.resource.azurerm_federated_identity_credential);
    assert.match(credential.user_assigned_identity_id, /^\$\{azurerm_user_assigned_identity\.\w+\.id\}$/);
    assert.deepEqual([credential.parent_id, credential.resource_group_name], [undefined, undefined]);
    assert.equal(credential.subject, "system:serviceaccount:shop:orders");
    project.run("npx", "cdktf-workload-identity", "check");
  }
}
