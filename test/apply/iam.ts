import type { Account } from "./moto";

/** A role as IAM has it: what the library had a say in. */
export interface Role {
  readonly arn: string;
  readonly maxSessionDuration: number;
  readonly permissionsBoundary?: string;
  /** Absent if there are none. */
  readonly tags?: Readonly<Record<string, string>>;
  readonly trustPolicy: unknown;
  readonly managedPolicies: readonly string[];
  readonly inlinePolicies: Readonly<Record<string, unknown>>;
}

export interface OidcProvider {
  readonly arn: string;
  /** Without `https://`: so IAM keeps it. */
  readonly url: string;
  readonly clientIds: readonly string[];
}

export interface Iam {
  readonly roles: readonly Role[];
  readonly oidcProviders: readonly OidcProvider[];
  /** The account's own managed policies, by ARN. Absent if there are none. */
  readonly customerPolicies?: Readonly<Record<string, unknown>>;
}

interface RoleAnswer {
  readonly Arn: string;
  readonly MaxSessionDuration: number;
  readonly PermissionsBoundary?: { readonly PermissionsBoundaryArn: string };
  readonly AssumeRolePolicyDocument: string;
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
}

/** All roles and OIDC providers of the account, read from IAM itself: Terraform's state says only what Terraform believes. */
export async function readIam(account: Account): Promise<Iam> {
  const { Roles } = await account.query<{ Roles: { RoleName: string }[] }>("iam", "ListRoles");
  const { OpenIDConnectProviderList } = await account.query<{ OpenIDConnectProviderList: { Arn: string }[] }>(
    "iam",
    "ListOpenIDConnectProviders",
  );
  const names = Roles.map(({ RoleName }) => RoleName).sort();
  const arns = OpenIDConnectProviderList.map(({ Arn }) => Arn).sort();
  return {
    roles: await Promise.all(names.map((name) => readRole(account, name))),
    oidcProviders: await Promise.all(arns.map((arn) => readOidcProvider(account, arn))),
    ...(await readCustomerPolicies(account)),
  };
}

async function readRole(account: Account, RoleName: string): Promise<Role> {
  const { Role: role } = await account.query<{ Role: RoleAnswer }>("iam", "GetRole", { RoleName });
  const { Tags = [] } = role;
  const { AttachedPolicies } = await account.query<{ AttachedPolicies: { PolicyArn: string }[] }>(
    "iam",
    "ListAttachedRolePolicies",
    { RoleName },
  );
  const { PolicyNames } = await account.query<{ PolicyNames: string[] }>("iam", "ListRolePolicies", { RoleName });
  const inlinePolicies = await Promise.all(
    PolicyNames.map(async (PolicyName) => {
      const answer = await account.query<{ PolicyDocument: string }>("iam", "GetRolePolicy", { RoleName, PolicyName });
      return [PolicyName, document(answer.PolicyDocument)] as const;
    }),
  );
  return {
    arn: role.Arn,
    maxSessionDuration: role.MaxSessionDuration,
    ...(role.PermissionsBoundary && { permissionsBoundary: role.PermissionsBoundary.PermissionsBoundaryArn }),
    ...(Tags.length > 0 && { tags: Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])) }),
    trustPolicy: document(role.AssumeRolePolicyDocument),
    managedPolicies: AttachedPolicies.map(({ PolicyArn }) => PolicyArn).sort(),
    inlinePolicies: Object.fromEntries(inlinePolicies),
  };
}

async function readCustomerPolicies(account: Account): Promise<Pick<Iam, "customerPolicies">> {
  const { Policies } = await account.query<{ Policies: { Arn: string; DefaultVersionId: string }[] }>("iam", "ListPolicies", {
    Scope: "Local",
  });
  if (Policies.length === 0) return {};
  const read = Policies.map(async ({ Arn, DefaultVersionId }) => {
    const { PolicyVersion } = await account.query<{ PolicyVersion: { Document: string } }>("iam", "GetPolicyVersion", {
      PolicyArn: Arn,
      VersionId: DefaultVersionId,
    });
    return [Arn, document(PolicyVersion.Document)] as const;
  });
  return { customerPolicies: Object.fromEntries(await Promise.all(read)) };
}

async function readOidcProvider(account: Account, arn: string): Promise<OidcProvider> {
  const { Url, ClientIDList } = await account.query<{ Url: string; ClientIDList: string[] }>("iam", "GetOpenIDConnectProvider", {
    OpenIDConnectProviderArn: arn,
  });
  return { arn, url: Url, clientIds: ClientIDList };
}

/** IAM answers with policies percent-encoded. */
function document(text: string): unknown {
  return JSON.parse(decodeURIComponent(text));
}
