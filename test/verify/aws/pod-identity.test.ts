import { decideAws } from "../../../lib/verify/aws/decide";
import { findAws } from "../../../lib/verify/aws/findings";
import type { AwsModel } from "../../../lib/verify/aws/model";
import type { PodIdentityRequest } from "../../../lib/verify/request";
import type { ReadOptions } from "../../../lib/verify/read/configuration";
import { ACCOUNT, model, NOW, policyOf, token, verdictOf } from "./world";

const CLUSTER = `arn:aws:eks:eu-west-1:${ACCOUNT}:cluster/eu`;

const podStatement = (extra: object = {}) => ({
  Effect: "Allow",
  Principal: { Service: "pods.eks.amazonaws.com" },
  Action: ["sts:AssumeRole", "sts:TagSession"],
  Condition: {
    StringEquals: {
      "aws:RequestTag/kubernetes-namespace": "shop",
      "aws:RequestTag/kubernetes-service-account": ["orders", "carts"],
    },
    ArnEquals: { "aws:SourceArn": CLUSTER },
  },
  ...extra,
});

const association = (namespace: string, service_account: string, extra: object = {}) => ({
  cluster_name: "eu",
  namespace,
  service_account,
  role_arn: "${aws_iam_role.r.arn}",
  ...extra,
});

function pods(statements: readonly object[] = [podStatement()], associations: object = {}, options: ReadOptions = {}): AwsModel {
  return model(
    {
      aws_iam_role: { r: { name: "demo", assume_role_policy: JSON.stringify(policyOf(...statements)) } },
      aws_eks_pod_identity_association: associations,
    },
    { awsAccounts: ACCOUNT, ...options },
  );
}

const ask = (aws: AwsModel, request: Partial<PodIdentityRequest> = {}) =>
  decideAws(
    aws,
    {
      type: "EksPodIdentity",
      role: "aws_iam_role.r",
      sessionTags: { "kubernetes-namespace": "shop", "kubernetes-service-account": "orders" },
      sourceArn: CLUSTER,
      sourceAccount: ACCOUNT,
      ...request,
    },
    token(),
    NOW,
  );

describe("EKS Pod Identity", () => {
  it.each([
    ["the ServiceAccount on the cluster", {}, {}, "allow: all"],
    [
      "another ServiceAccount",
      {},
      { sessionTags: { "kubernetes-namespace": "shop", "kubernetes-service-account": "x" } },
      "deny: condition",
    ],
    ["another cluster", {}, { sourceArn: `${CLUSTER}2` }, "deny: condition"],
    ["another service", {}, { callerService: "ec2.amazonaws.com" }, "deny: principal"],
    ["a role for other actions", { Action: "sts:TagSession" }, {}, "deny: action"],
    ["a role that takes no tags", { Action: "sts:AssumeRole" }, {}, "deny: tag-session"],
    ["a role that takes no tags, without any", { Action: "sts:AssumeRole", Condition: {} }, { sessionTags: {} }, "allow: all"],
    [
      "a role for a list of services",
      { Principal: { Service: ["ec2.amazonaws.com", "pods.eks.amazonaws.com"] } },
      {},
      "allow: all",
    ],
    ["the account", { Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT } } }, {}, "allow: all"],
    [
      "another account",
      { Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT } } },
      { sourceAccount: "999988887777" },
      "deny: condition",
    ],
    [
      "its tags by name",
      { Condition: { "ForAnyValue:StringEquals": { "aws:TagKeys": "kubernetes-namespace" } } },
      {},
      "allow: all",
    ],
    ["a claim, which is no key here", { Condition: { StringEquals: { "oidc.example.com:sub": "x" } } }, {}, "deny: condition"],
    ["what nobody knows", { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } }, {}, "undetermined: condition"],
    ["everybody", { Principal: "*" }, {}, "undetermined: principal"],
  ])("answers to %s", (_, extra, request, expected) => {
    expect(verdictOf(ask(pods([podStatement(extra)]), request))).toBe(expected);
  });

  it("lets a Deny win", () => {
    expect(verdictOf(ask(pods([podStatement(), podStatement({ Effect: "Deny" })])))).toBe("deny: explicit-deny");
    expect(
      verdictOf(ask(pods([podStatement(), podStatement({ Effect: "Deny", Principal: "*", Action: "sts:TagSession" })]))),
    ).toBe("deny: tag-session");
  });

  const cluster = `EKS Pod Identity of the cluster eu if ArnEquals aws:SourceArn "${CLUSTER}"`;

  it("shows the associations that the policy takes and no other", () => {
    const associations = { a: association("shop", "orders"), b: association("shop", "evil") };
    for (const complete of [true, false]) {
      expect(pods([podStatement()], associations, { complete }).identities[0]?.shapes).toEqual([
        {
          tests: [
            { claim: "iss", test: "expression", values: [cluster] },
            { claim: "sub", test: "is", values: ["system:serviceaccount:shop:orders"] },
          ],
          through: ["aws_eks_pod_identity_association.a", "aws_iam_role.r"],
          unknown: [],
        },
      ]);
    }
    expect(pods().identities[0]?.shapes).toEqual([]);
  });

  it("shows what the policy asks and the files do not say", () => {
    const associations = { a: association("shop", "orders") };
    const tests = (Condition: object, ...more: object[]) =>
      pods([podStatement({ Condition }), ...more], associations, { complete: true }).identities[0]?.shapes.map(
        ({ tests: all, unknown }) => [...all.map(({ test, values }) => `${test} ${values.join(" or ")}`), ...unknown],
      );
    const orders = ["expression EKS Pod Identity of the cluster eu", "is system:serviceaccount:shop:orders"];
    expect(tests({})).toEqual([orders]);
    expect(tests({ StringEquals: { "aws:RequestTag/kubernetes-namespace": "shop" } })).toEqual([orders]);
    expect(tests({ StringLike: { "aws:RequestTag/kubernetes-service-account": "o*" } })).toEqual([orders]);
    expect(tests({ StringEquals: { "aws:RequestTag/kubernetes-namespace": "other" } })).toEqual([]);
    expect(tests({ ArnEquals: { "aws:SourceArn": `${CLUSTER}-other` } })).toEqual([]);
    expect(tests({ StringEquals: { "aws:PrincipalOrgID": "x" } })).toEqual([
      [...orders, 'expression StringEquals aws:PrincipalOrgID "x"'],
    ]);
    const deny = (Condition?: object) => podStatement({ Effect: "Deny", Condition });
    expect(tests({}, deny())).toEqual([]);
    expect(tests({}, deny({ StringEquals: { "aws:PrincipalOrgID": "x" } }))).toEqual([
      [...orders, 'expression unless StringEquals aws:PrincipalOrgID "x"'],
    ]);
    expect(tests({}, deny({ StringEquals: { "aws:RequestTag/kubernetes-namespace": "x" } }))).toEqual([orders]);
    expect(tests({}, deny({ StringNotEquals: { "aws:RequestTag/kubernetes-namespace": "x" } }))).toEqual([]);
  });

  it("shows no pod that would need sts:TagSession and does not get it", () => {
    const shapes = (statements: readonly object[], associations: object) =>
      pods(statements, associations).identities[0]?.shapes.map(({ through: [first], unknown }) => [first, ...unknown]);
    const untagged = podStatement({ Action: "sts:AssumeRole", Condition: {} });
    const a = association("shop", "orders");
    const b = association("shop", "carts", { disable_session_tags: true });
    expect(shapes([untagged], { a })).toEqual([]);
    expect(shapes([untagged], { a, b })).toEqual([["aws_eks_pod_identity_association.b"]]);
    expect(shapes([podStatement({ Action: "sts:AssumeRole" })], { a, b })).toEqual([]);
    const own = "sts:TagSession is allowed under conditions of its own";
    expect(shapes([untagged, podStatement({ Action: "sts:TagSession", Condition: {} })], { a })).toEqual([
      ["aws_eks_pod_identity_association.a"],
    ]);
    expect(shapes([untagged, podStatement({ Action: "sts:TagSession" })], { a })).toEqual([
      ["aws_eks_pod_identity_association.a", own],
    ]);
  });

  it("says that associations of other files, or of a role that is unknown, may let in others", () => {
    const ways = (associations: object, complete: boolean) =>
      pods([podStatement({ Condition: undefined })], associations, { complete }).identities[0]?.otherWays;
    const way = {
      kind: "cluster",
      who: "pods.eks.amazonaws.com",
      through: ["aws_iam_role.r"],
      conditions: ["without sts:SetSourceIdentity"],
      unknown: ["associations may be made outside of the files"],
    };
    const a = association("shop", "orders");
    expect([ways({ a }, true), ways({ a }, false)]).toEqual([[], [way]]);
    const elsewhere = association("shop", "evil", { role_arn: "${var.role}" });
    expect([ways({ a, elsewhere }, true), ways({ a, elsewhere }, false)]).toEqual([[], [way]]);
    const all = [podStatement({ Condition: undefined })];
    const through = (associations: object) =>
      pods(all, associations, { complete: true }).identities[0]?.shapes.map(({ through: [at], unknown }) => [at, ...unknown]);
    expect(through({ a, elsewhere })).toEqual([
      ["aws_eks_pod_identity_association.a"],
      ["aws_eks_pod_identity_association.elsewhere", "which role aws_eks_pod_identity_association.elsewhere names is unknown"],
    ]);
    const other = association("shop", "evil", { role_arn: "arn:aws:iam::${var.account}:role/other" });
    expect(through({ a, other })).toEqual([["aws_eks_pod_identity_association.a"]]);
  });

  it("finds statements that are open or lack sts:TagSession", () => {
    const ids = (aws: AwsModel) => findAws(aws).map(({ id }) => id);
    const untagged = podStatement({ Action: "sts:AssumeRole" });
    expect(ids(pods())).toEqual([]);
    expect(ids(pods([podStatement({ Condition: undefined })]))).toEqual(["aws-pod-identity-open"]);
    expect(ids(pods([untagged]))).toEqual(["aws-pod-identity-tag-session"]);
    expect(ids(pods([untagged], { a: association("shop", "orders", { disable_session_tags: true }) }))).toEqual([]);
  });
});
