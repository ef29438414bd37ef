import { bestOf, type Decision, decisionOf } from "../decision";
import { same, show } from "../text";
import type { Token } from "../token";
import type { PodIdentityAssociation } from "./associations";
import { decidePodIdentity } from "./decide-pod-identity";
import { decideWebIdentity } from "./decide-web-identity";
import type { AwsModel } from "./model";
import { requestOf } from "./pod-shapes";
import type { AwsRoleIdentity } from "./roles";

/** What AWS answers to a token that wants a role: by the token itself, and by the associations of the ServiceAccount that it is of. */
export function becomeRole(model: AwsModel, role: AwsRoleIdentity, token: Token, now: number): Decision {
  const byToken = decideWebIdentity(model, role, { type: "AssumeRoleWithWebIdentity", role: role.address }, token, now);
  // One whose role is unknown may be this one's.
  const all = [...model.associationsOf(role.address), ...model.openAssociationsOf(role.roleName)];
  const [, namespace, serviceAccount] = all.length === 0 ? [] : (SERVICE_ACCOUNT.exec(token.sub) ?? []);
  if (namespace === undefined || serviceAccount === undefined) return byToken;
  const associations = all.filter(
    (each) => same(each.namespace, namespace) !== "no" && same(each.serviceAccount, serviceAccount) !== "no",
  );
  return bestOf([byToken, ...associations.map((association) => throughAssociation(role, association, now))]);
}

const SERVICE_ACCOUNT = /^system:serviceaccount:([^:]+):([^:]+)$/;

/** EKS hands out the role to pods of the association's cluster; which issuer is that cluster's, associations do not say. */
function throughAssociation(role: AwsRoleIdentity, association: PodIdentityAssociation, now: number): Decision {
  const decision = decidePodIdentity(role, requestOf(association, role), now);
  if (decision.verdict === "deny") return decision;
  const { namespace, serviceAccount, cluster, address: at } = association;
  const why = `EKS Pod Identity gives the role to ${show(namespace)}/${show(serviceAccount)} on the cluster ${show(cluster)}, and whether the token's issuer is that cluster's is unknown`;
  return decisionOf([
    ...decision.checks.filter(({ passed }) => passed !== "no"),
    { name: "association", passed: "unknown", why, at },
  ]);
}
