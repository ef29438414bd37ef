// One role a workload on one cluster, as a user writes it with this library.
import { Cluster, FederatedWorkload } from "cdktf-workload-identity";
import { AwsTrust } from "cdktf-workload-identity/aws";
import { synth } from "./synth";
import { EU_ISSUER, NAMESPACE, POLICY_ARN, World } from "./world";

/** With or without the ServiceAccounts. */
export function libraryOnAws(serviceAccount: "create" | "existing"): void {
  synth((app, count) => {
    const world = new World(app, "bench");
    const eu = Cluster.eks(world, "eu", { issuerUrl: EU_ISSUER, provider: world.euKubernetes });
    const aws = new AwsTrust(world, "aws", { issuers: [eu.issuer], region: "eu-west-1" });
    for (let i = 0; i < count; i++) {
      new FederatedWorkload(world, `orders-${i}`, {
        clusters: [eu],
        namespace: NAMESPACE,
        serviceAccountName: `orders-${i}`,
        serviceAccount,
        identities: { aws: aws.role({ policyArns: [POLICY_ARN] }) },
      });
    }
  });
}
