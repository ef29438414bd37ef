import { accountOfArn } from "../read/aws-account";
import { encodeJson } from "../read/json-encoding";
import { withoutScheme } from "../read/without-scheme";
import { type Dump, type DumpedResource, dumped, field, objects } from "../dumps/dump";
import { isObject, type Json, type JsonObject, objectOf, textOf } from "../json";

/** A policy document: the API gives it encoded as in a URL, the command line decodes it. */
function policy(document: Json | undefined): Json | undefined {
  if (typeof document !== "string") return document === undefined ? undefined : encodeJson(document, () => undefined);
  try {
    return document.startsWith("%7B") ? decodeURIComponent(document) : document;
  } catch {
    return document;
  }
}

/** https://docs.aws.amazon.com/cli/latest/reference/iam/get-account-authorization-details.html */
const ACCOUNT: Dump = {
  command: "aws iam get-account-authorization-details",
  is: (json) => field(json, "RoleDetailList") !== undefined,
  accounts: (json) => accountsIn(objects(field(json, "RoleDetailList"))),
  resources: (json) => [
    ...objects(field(json, "RoleDetailList")).flatMap(role),
    ...objects(field(json, "Policies")).map((each) => {
      const arn = textOf(each["Arn"]) ?? "";
      const versions = objects(each["PolicyVersionList"]);
      const document = versions.find(({ IsDefaultVersion }) => IsDefaultVersion === true)?.["Document"];
      return dumped("aws_iam_policy", arn, { arn, name: each["PolicyName"], policy: policy(document) });
    }),
  ],
};

const accountsIn = (things: readonly JsonObject[]): string[] =>
  things.flatMap(({ Arn: arn }) => accountOfArn(textOf(arn) ?? "") ?? []);

function role(each: JsonObject): DumpedResource[] {
  const name = textOf(each["RoleName"]) ?? "";
  const boundary = isObject(each["PermissionsBoundary"]) ? each["PermissionsBoundary"]["PermissionsBoundaryArn"] : undefined;
  return [
    dumped("aws_iam_role", name, {
      name,
      arn: each["Arn"],
      path: each["Path"],
      assume_role_policy: policy(each["AssumeRolePolicyDocument"]),
      permissions_boundary: boundary,
    }),
    ...objects(each["RolePolicyList"]).map((inline) =>
      dumped("aws_iam_role_policy", `${name}:${textOf(inline["PolicyName"]) ?? ""}`, {
        role: name,
        name: inline["PolicyName"],
        policy: policy(inline["PolicyDocument"]),
      }),
    ),
    ...objects(each["AttachedManagedPolicies"]).map((attached) =>
      dumped("aws_iam_role_policy_attachment", `${name}:${textOf(attached["PolicyArn"]) ?? ""}`, {
        role: name,
        policy_arn: attached["PolicyArn"],
      }),
    ),
  ];
}

const OIDC_PROVIDER = "aws_iam_openid_connect_provider";

/** https://docs.aws.amazon.com/cli/latest/reference/iam/list-open-id-connect-providers.html */
const PROVIDERS: Dump = {
  command: "aws iam list-open-id-connect-providers",
  is: (json) => field(json, "OpenIDConnectProviderList") !== undefined,
  accounts: (json) => accountsIn(objects(field(json, "OpenIDConnectProviderList"))),
  resources: (json) =>
    objects(field(json, "OpenIDConnectProviderList")).map(({ Arn: arn = "" }) => {
      const host = /:oidc-provider\/(.+)$/s.exec(textOf(arn) ?? "")?.[1] ?? "";
      return dumped(OIDC_PROVIDER, host, { arn, url: host });
    }),
};

/** It does not tell the provider's ARN. https://docs.aws.amazon.com/cli/latest/reference/iam/get-open-id-connect-provider.html */
const PROVIDER: Dump = {
  command: "aws iam get-open-id-connect-provider",
  is: (json) => field(json, "ClientIDList") !== undefined && field(json, "Url") !== undefined,
  resources: (json) => {
    const url = withoutScheme(textOf(field(json, "Url")) ?? "");
    return [dumped(OIDC_PROVIDER, url, { url, client_id_list: field(json, "ClientIDList") })];
  },
};

/** https://docs.aws.amazon.com/cli/latest/reference/eks/describe-cluster.html */
const CLUSTER: Dump = {
  command: "aws eks describe-cluster",
  is: (json) => field(field(json, "cluster") ?? null, "arn") !== undefined,
  resources: (json) =>
    objects(field(json, "cluster")).map(({ name = "", arn, identity }) => {
      const issuer = field(field(identity ?? null, "oidc") ?? null, "issuer");
      const told = issuer === undefined ? {} : { identity: [objectOf([["oidc", [objectOf([["issuer", issuer]])]]])] };
      return dumped("aws_eks_cluster", textOf(name) ?? "", { name, arn, id: name, ...told });
    }),
};

/** https://docs.aws.amazon.com/cli/latest/reference/eks/list-pod-identity-associations.html: without the roles. */
const ASSOCIATIONS: Dump = {
  command: "aws eks list-pod-identity-associations",
  is: (json) => field(json, "associations") !== undefined,
  resources: (json) => objects(field(json, "associations")).map(association),
};

/** https://docs.aws.amazon.com/cli/latest/reference/eks/describe-pod-identity-association.html */
const ASSOCIATION: Dump = {
  command: "aws eks describe-pod-identity-association",
  is: (json) => field(field(json, "association") ?? null, "serviceAccount") !== undefined,
  resources: (json) => objects(field(json, "association")).map(association),
};

const association = (each: JsonObject): DumpedResource =>
  dumped("aws_eks_pod_identity_association", `${textOf(each["clusterName"]) ?? ""}:${textOf(each["associationId"]) ?? ""}`, {
    cluster_name: each["clusterName"],
    namespace: each["namespace"],
    service_account: each["serviceAccount"],
    association_arn: each["associationArn"],
    role_arn: each["roleArn"],
    target_role_arn: each["targetRoleArn"],
    disable_session_tags: each["disableSessionTags"],
  });

/** What `aws` prints. */
export const AWS_DUMPS: readonly Dump[] = [ACCOUNT, PROVIDERS, PROVIDER, CLUSTER, ASSOCIATIONS, ASSOCIATION];
