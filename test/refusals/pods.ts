import type { ContainerOptions, FederatedWorkload, FederatedWorkloadProps, IdentityRequests } from "../../lib";
import type { AzureTrust } from "../../lib/azure";
import type { World } from "../world";
import { azureTrust } from "./azure";
import type { Build, Refusal } from "./refusal";

type Workload = (props: (world: World) => Partial<FederatedWorkloadProps<IdentityRequests>>) => Build;

const app = (fields: object) => ({ name: "app", image: "orders:1", ...fields });

/** A manifest that is given to the pods of a workload without webhooks. */
const applied =
  (workload: Workload) =>
  (spec: object, options: ContainerOptions = {}, manifest: object = {}): Build =>
  (world) => {
    const orders = workload(() => ({ clusters: [world.edge] }))(world) as FederatedWorkload<IdentityRequests>;
    const pod = { apiVersion: "v1", kind: "Pod", metadata: { name: "orders" }, spec: { containers: [app({})], ...spec } };
    return orders.pod(world.edge).applyTo({ ...pod, ...manifest }, options);
  };

const expiring =
  (workload: Workload) =>
  (tokenExpirationSeconds: unknown, on: "eu" | "we" = "eu") =>
    workload((world) => {
      const azure = on === "we" ? { identities: { azure: (azureTrust({})(world) as AzureTrust).managedIdentity() } } : {};
      return { clusters: [world[on]], tokenExpirationSeconds: tokenExpirationSeconds as number, ...azure };
    });

/** What pods and their tokens are refused for. */
export function podRefusals(workload: Workload): readonly Refusal[] {
  const pod = applied(workload);
  const tokens = expiring(workload);
  return [
    ["MANIFEST_INVALID", 'Service/orders: the kind is "Service"', pod({}, {}, { kind: "Service" })],
    ["CONTAINER_UNKNOWN", 'Pod/orders: there is no container "web"', pod({}, { containers: ["web"] })],
    ["SERVICE_ACCOUNT_COLLISION", '"serviceAccountName" as "default"', pod({ serviceAccountName: "default" })],
    ["ENV_COLLISION", '"AWS_ROLE_ARN" as "x"', pod({ containers: [app({ env: [{ name: "AWS_ROLE_ARN", value: "x" }] })] })],
    ["NAMESPACE_INVALID", '"default"', pod({}, {}, { metadata: { name: "orders", namespace: "default" } })],
    ["EXPIRATION_INVALID", "is 599; give whole seconds from 600 to 4,294,967,296", tokens(599)],
    ["EXPIRATION_INVALID", "is 4294967297;", tokens(2 ** 32 + 1)],
    ["EXPIRATION_INVALID", '"aws" is 600.5;', tokens({ aws: 600.5 })],
    ["VALUE_MISSING", 'tokenExpirationSeconds is "3600"; give a number or an object', tokens("3600")],
    ["VALUE_MISSING", "tokenExpirationSeconds is null", tokens(null)],
    ["EXPIRATION_INVALID", '"gcp", which the workload does not have; name one of "aws"', tokens({ gcp: 3600 })],
    ["EXPIRATION_INVALID", 'the webhook of the cluster "eu" takes 600 to 86400', tokens(86_401)],
    ["EXPIRATION_INVALID", 'the webhook of the cluster "we" takes 3600 to 86400', tokens(3599, "we")],
  ];
}
