// An estate of workloads in three clouds, as the JSON that the library writes, without building a construct for each.

/** The stacks of an estate, and what the questions about it need to know. */
export interface Estate {
  readonly stacks: readonly { readonly name: string; readonly json: string }[];
  readonly workloads: readonly Workload[];
}

export interface Workload {
  readonly namespace: string;
  readonly name: string;
  readonly clusters: readonly [EstateCluster, EstateCluster];
  /** The addresses of its identities. */
  readonly identities: { readonly aws: string; readonly google: string; readonly azure: string };
}

export interface EstateCluster {
  readonly name: string;
  readonly issuer: string;
  /** What its Google provider takes. */
  readonly audience: string;
}

const PROJECT = "acme-prod";
const NUMBER = "123456789012";
const POOLS = `projects/${NUMBER}/locations/global/workloadIdentityPools`;
const SUBSCRIPTION = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/acme";
export const ACCOUNT = "111122223333";
export const PROJECT_NUMBERS = { [PROJECT]: NUMBER };

type Blocks = Record<string, Record<string, object>>;

/** So many workloads over so many stacks, each stack with two clusters of its own, about 10 KB of JSON a workload. */
export function estate(workloads: number, stacks: number): Estate {
  const built = Array.from({ length: stacks }, (_, stack) => {
    const count = Math.floor(workloads / stacks) + (stack < workloads % stacks ? 1 : 0);
    return stackOf(`team-${stack}`, stack, count);
  });
  return { stacks: built.map(({ file }) => file), workloads: built.flatMap((one) => one.workloads) };
}

function stackOf(name: string, index: number, count: number): { file: Estate["stacks"][number]; workloads: Workload[] } {
  const hex = index.toString(16).toUpperCase().padStart(4, "0");
  const clusters: [EstateCluster, EstateCluster] = [
    cluster(`eu-${index}`, `https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789AB${hex}`),
    cluster(`us-${index}`, `https://container.googleapis.com/v1/projects/${PROJECT}/locations/us-east1/clusters/us-${index}`),
  ];
  const blocks: Blocks = {};
  const add = (type: string, id: string, path: string, values: object): string => {
    (blocks[type] ??= {})[id] = { "//": { metadata: { path: `${name}/${path}`, uniqueId: id } }, ...values };
    return `${type}.${id}`;
  };
  for (const one of clusters) addCluster(add, one);
  const workloads = Array.from({ length: count }, (_, i) => addWorkload(add, name, `orders-${i}`, clusters));
  const json = {
    "//": { metadata: { backend: "local", stackName: name, version: "0.21.0" }, outputs: {} },
    provider: {
      aws: [{ region: "eu-west-1" }],
      azurerm: [{ features: [{}], subscription_id: SUBSCRIPTION.split("/")[2] }],
      google: [{ project: PROJECT }],
      kubernetes: clusters.map((one) => ({ alias: one.name, config_path: "~/.kube/config" })),
    },
    resource: blocks,
    terraform: { backend: { local: { path: `terraform.${name}.tfstate` } } },
  };
  return { file: { name: `cdktf.out/stacks/${name}/cdk.tf.json`, json: JSON.stringify(json, null, 2) }, workloads };
}

function cluster(name: string, issuer: string): EstateCluster {
  return { name, issuer, audience: `https://iam.googleapis.com/${POOLS}/pool-${name}/providers/cluster-${name}` };
}

type Add = (type: string, id: string, path: string, values: object) => string;

function addCluster(add: Add, { name, issuer, audience }: EstateCluster): void {
  add("aws_iam_openid_connect_provider", `aws_${name}`, `aws/${name}`, { client_id_list: ["sts.amazonaws.com"], url: issuer });
  const poolId = `pool-${name}`;
  const pool = add("google_iam_workload_identity_pool", `google_${name}_pool`, `google/${name}/pool`, {
    display_name: name,
    project: PROJECT,
    workload_identity_pool_id: poolId,
  });
  add("google_iam_workload_identity_pool_provider", `google_${name}_provider`, `google/${name}/provider`, {
    attribute_condition: "assertion.sub.startsWith('system:serviceaccount:')",
    attribute_mapping: { "google.subject": "assertion.sub" },
    depends_on: [pool],
    display_name: name,
    oidc: { allowed_audiences: [audience], issuer_uri: issuer },
    project: PROJECT,
    workload_identity_pool_id: poolId,
    workload_identity_pool_provider_id: `cluster-${name}`,
  });
}

function addWorkload(add: Add, stack: string, name: string, clusters: readonly [EstateCluster, EstateCluster]): Workload {
  const namespace = stack;
  const subject = `system:serviceaccount:${namespace}:${name}`;
  const role = add("aws_iam_role", `${name}_aws_role_3E8BEE1F`, `${name}/aws/role`, {
    assume_role_policy: JSON.stringify({ Version: "2012-10-17", Statement: clusters.map((one) => statement(one, subject)) }),
    name: `${stack}-${name}-941061f8`,
  });
  add("aws_iam_role_policy_attachment", `${name}_aws_policy_392EE2F4`, `${name}/aws/policy-AmazonS3ReadOnlyAccess-87437452`, {
    policy_arn: "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
    role: `\${${role}.name}`,
  });
  const account = add("google_service_account", `${name}_google_account_759F2EE3`, `${name}/google/account`, {
    account_id: `${name}-${stack}`.slice(0, 30),
    project: PROJECT,
  });
  add("google_project_iam_member", `${name}_google_roles_7A718521`, `${name}/google/roles-pubsub.publisher-bab64999`, {
    member: `serviceAccount:\${${account}.email}`,
    project: PROJECT,
    role: "roles/pubsub.publisher",
  });
  const identity = add("azurerm_user_assigned_identity", `${name}_azure_identity_3D51C5B8`, `${name}/azure/identity`, {
    location: "westeurope",
    name: `${stack}-${name}-4cf4e53f`,
    resource_group_name: "acme",
  });
  add("azurerm_role_assignment", `${name}_azure_role_198FAA22`, `${name}/azure/role-Storage-Blob-Data-Reader-162692f2`, {
    principal_id: `\${${identity}.principal_id}`,
    principal_type: "ServicePrincipal",
    role_definition_name: "Storage Blob Data Reader",
    scope: SUBSCRIPTION,
  });
  for (const one of clusters) addToCluster(add, one, { name, namespace, subject, role, account, identity });
  return {
    namespace,
    name,
    clusters,
    identities: { aws: `${stack}/${role}`, google: `${stack}/${account}`, azure: `${stack}/${identity}` },
  };
}

function statement({ issuer, name }: EstateCluster, subject: string): object {
  const host = issuer.replace("https://", "");
  return {
    Effect: "Allow",
    Principal: { Federated: `\${aws_iam_openid_connect_provider.aws_${name}.arn}` },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: { StringEquals: { [`${host}:sub`]: subject, [`${host}:aud`]: "sts.amazonaws.com" } },
  };
}

interface Parts {
  readonly name: string;
  readonly namespace: string;
  readonly subject: string;
  readonly role: string;
  readonly account: string;
  readonly identity: string;
}

function addToCluster(add: Add, one: EstateCluster, { name, namespace, subject, role, account, identity }: Parts): void {
  add("google_service_account_iam_member", `${name}_google_user_${one.name}`, `${name}/google/user-${one.name}-8ad30c3a`, {
    depends_on: [`google_iam_workload_identity_pool_provider.google_${one.name}_provider`],
    member: `principal://iam.googleapis.com/${POOLS}/pool-${one.name}/subject/${subject}`,
    role: "roles/iam.workloadIdentityUser",
    service_account_id: `\${${account}.name}`,
  });
  add(
    "azurerm_federated_identity_credential",
    `${name}_azure_credential_${one.name}`,
    `${name}/azure/credential-${one.name}-8ad30c3a`,
    {
      audience: ["api://AzureADTokenExchange"],
      issuer: one.issuer,
      name: `${one.name}-8ad30c3a`,
      parent_id: `\${${identity}.id}`,
      resource_group_name: "acme",
      subject,
    },
  );
  add("kubernetes_service_account_v1", `${name}_service-account-${one.name}`, `${name}/service-account-${one.name}`, {
    metadata: {
      annotations: { "eks.amazonaws.com/audience": "sts.amazonaws.com", "eks.amazonaws.com/role-arn": `\${${role}.arn}` },
      name,
      namespace,
    },
    provider: `kubernetes.${one.name}`,
  });
  add("kubernetes_config_map_v1", `${name}_config-map-${one.name}`, `${name}/config-map-${one.name}`, {
    data: { "credential-configuration.json": `${JSON.stringify(credentialConfiguration(one, account), null, 2)}\n` },
    metadata: { name: `${name}-workload-identity`, namespace },
    provider: `kubernetes.${one.name}`,
  });
}

function credentialConfiguration({ audience }: EstateCluster, account: string): object {
  return {
    universe_domain: "googleapis.com",
    type: "external_account",
    audience: audience.replace("https:", ""),
    subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
    token_url: "https://sts.googleapis.com/v1/token",
    credential_source: { file: "/var/run/service-account/token", format: { type: "text" } },
    service_account_impersonation_url: `https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/\${${account}.email}:generateAccessToken`,
  };
}
