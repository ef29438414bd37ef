import type { Account } from "./moto";

/** A role as IAM has it: what the library had a say in. */
export interface Role {
  readonly arn: string;
  readonly maxSessionDuration: number;
  readonly permissionsBoundary?: string;
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
}

interface RoleAnswer {
  readonly Arn: string;
  readonly MaxSessionDuration: number;
  readonly PermissionsBoundary?: { readonly PermissionsBoundaryArn: string };
  readonly AssumeRolePolicyDocument: string;
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
  };
}

async function readRole(account: Account, RoleName: string): Promise<Role> {
  const { Role: role } = await account.query<{ Role: RoleAnswer }>("iam", "GetRole", { RoleName });
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
    trustPolicy: document(role.AssumeRolePolicyDocument),
    managedPolicies: AttachedPolicies.map(({ PolicyArn }) => PolicyArn).sort(),
    inlinePolicies: Object.fromEntries(inlinePolicies),
  };
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
