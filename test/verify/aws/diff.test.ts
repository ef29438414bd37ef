import { diff, readModel, type TrustDiff } from "../../../lib/verify";
import { ACCOUNT, arnOf, HOST, policyOf, statement } from "./world";

const model = (policy: object, more: object = {}, complete = false) =>
  readModel(
    [
      {
        name: "main.tf.json",
        json: {
          resource: {
            aws_iam_openid_connect_provider: { p: { url: `https://${HOST}`, client_id_list: ["sts.amazonaws.com"] } },
            aws_iam_role: { r: { name: "demo", assume_role_policy: JSON.stringify(policy) } },
            ...more,
          },
        },
      },
    ],
    { awsAccounts: ACCOUNT, complete },
  );

const kinds = ({ trust, wider }: TrustDiff) => [...trust.map(({ kind }) => kind), wider];

describe("a diff of a role's trust", () => {
  const Action = ["sts:AssumeRoleWithWebIdentity", "sts:TagSession"];

  it("is wider where tokens with session tags get in that did not, and narrower the other way round", () => {
    const [plain, tagged] = [model(policyOf(statement())), model(policyOf(statement({ Action })))];
    expect(kinds(diff(plain, tagged))).toEqual(["widened", true]);
    expect(kinds(diff(tagged, plain))).toEqual(["narrowed", false]);
  });

  it("is wider where a statement of its own, or a Deny that goes away, lets them in", () => {
    const own = policyOf(statement(), { Effect: "Allow", Action: "sts:TagSession", Principal: { Federated: arnOf(HOST) } });
    expect(kinds(diff(model(policyOf(statement())), model(own)))).toEqual(["widened", true]);
    const denied = policyOf(statement({ Action }), statement({ Effect: "Deny", Action: "sts:TagSession", Condition: undefined }));
    expect(kinds(diff(model(denied), model(policyOf(statement({ Action })))))).toEqual(["widened", true]);
  });

  it("is wider where a Pod Identity association lets in another ServiceAccount", () => {
    const pods = policyOf({
      Effect: "Allow",
      Principal: { Service: "pods.eks.amazonaws.com" },
      Action: ["sts:AssumeRole", "sts:TagSession"],
    });
    const association = (service_account: string) => ({
      cluster_name: "eu",
      namespace: "shop",
      service_account,
      role_arn: "${aws_iam_role.r.arn}",
    });
    const orders = { aws_eks_pod_identity_association: { a: association("orders") } };
    const both = { aws_eks_pod_identity_association: { a: association("orders"), b: association("evil") } };
    for (const complete of [true, false]) {
      expect(kinds(diff(model(pods, orders, complete), model(pods, both, complete)))).toEqual(["changed", true]);
    }
  });
});
