import { bestOf, type Decision, decisionOf } from "../decision";
import { same, show } from "../text";
import type { Token } from "../token";
import type { PodIdentityAssociation } from "./associations";
import { decideAws } from "./decide";
import { decidePodIdentity } from "./decide-pod-identity";
import type { AwsModel } from "./model";
import { requestOf } from "./pod-shapes";

/** What AWS answers to a token that wants a role: by the token itself, and by the associations of the ServiceAccount that it is of. */
export function becomeRole(model: AwsModel, address: string, token: Token, now: number): Decision {
  const byToken = decideAws(model, { type: "AssumeRoleWithWebIdentity", role: address }, token, now);
  const [, namespace, serviceAccount] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(token.sub) ?? [];
  if (namespace === undefined || serviceAccount === undefined) return byToken;
  const [role] = model.rolesNamed(address);
  // One whose role is unknown may be this one's.
  const open = role === undefined ? [] : model.openAssociationsOf(role.roleName);
  const associations = [...model.associationsOf(address), ...open].filter(
    (each) => same(each.namespace, namespace) !== "no" && same(each.serviceAccount, serviceAccount) !== "no",
  );
  return bestOf([byToken, ...associations.map((association) => throughAssociation(model, address, association, now))]);
}

/** EKS hands out the role to pods of the association's cluster; which issuer is that cluster's, associations do not say. */
function throughAssociation(model: AwsModel, address: string, association: PodIdentityAssociation, now: number): Decision {
  const [role] = model.rolesNamed(address);
  if (role === undefined)
    return decisionOf([{ name: "role", passed: "unknown", why: `there is no role ${show(address)} in the files` }]);
  const decision = decidePodIdentity(role, requestOf(association, role), now);
  if (decision.verdict === "deny") return decision;
  const { namespace, serviceAccount, cluster, address: at } = association;
  const why = `EKS Pod Identity gives the role to ${show(namespace)}/${show(serviceAccount)} on the cluster ${show(cluster)}, and whether the token's issuer is that cluster's is not known`;
  return decisionOf([
    ...decision.checks.filter(({ passed }) => passed !== "no"),
    { name: "association", passed: "unknown", why, at },
  ]);
}
