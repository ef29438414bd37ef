// One role a workload on one cluster, of the generated classes alone.
import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import { synth } from "./synth";
import { EU_ISSUER, NAMESPACE, POLICY_ARN, World } from "./world";

/** With or without the ServiceAccounts. */
export function rawOnAws(withServiceAccounts: boolean): void {
  synth((app, count) => {
    const world = new World(app, "bench");
    const oidc = new IamOpenidConnectProvider(world, "oidc", { url: EU_ISSUER, clientIdList: ["sts.amazonaws.com"] });
    const host = EU_ISSUER.replace("https://", "");
    for (let i = 0; i < count; i++) {
      const name = `orders-${i}`;
      const subject = `system:serviceaccount:${NAMESPACE}:${name}`;
      const role = new IamRole(world, `${name}-role`, {
        name: `${name}-aws`,
        assumeRolePolicy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Principal: { Federated: oidc.arn },
              Action: "sts:AssumeRoleWithWebIdentity",
              Condition: { StringEquals: { [`${host}:sub`]: subject, [`${host}:aud`]: "sts.amazonaws.com" } },
            },
          ],
        }),
      });
      new IamRolePolicyAttachment(world, `${name}-policy`, { role: role.id, policyArn: POLICY_ARN });
      if (!withServiceAccounts) continue;
      new ServiceAccountV1(world, `${name}-service-account`, {
        provider: world.euKubernetes,
        metadata: {
          name,
          namespace: NAMESPACE,
          annotations: { "eks.amazonaws.com/role-arn": role.arn, "eks.amazonaws.com/audience": "sts.amazonaws.com" },
        },
      });
    }
  });
}
