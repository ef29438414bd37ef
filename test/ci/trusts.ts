// What each cloud makes of a job: its whole trust, or the code of its refusal.
import type { Construct } from "constructs";
import { FederatedPipeline, type IdentityRequest, type Issuer, type PipelineSubject } from "../../lib";
import { AwsTrust } from "../../lib/aws";
import { AzureTrust } from "../../lib/azure";
import { GoogleTrust } from "../../lib/google";
import { refusal, resources, World, type Terraform } from "../world";

const TENANT = "22222222-2222-2222-2222-222222222222";
const ACCOUNT = "arn:aws:iam::111122223333:oidc-provider/";
const POOL = "principal://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/jobs/subject/";

export const REFUSED = "SUBJECT_PATTERN_UNSUPPORTED";

export function aws(scope: Construct, issuer: Issuer) {
  const providers = [{ issuer, arn: `${ACCOUNT}${issuer.hostAndPath}` }];
  return AwsTrust.fromProviderArns(scope, "aws", { providers, region: "eu-west-1" });
}

export function google(scope: Construct, issuer: Issuer) {
  const providers = [{ issuer, poolId: "jobs", providerId: "jobs" }];
  const project = { project: "acme-prod", projectNumber: "123456789012" };
  return GoogleTrust.fromProviders(scope, "google", { ...project, providers });
}

export function azure(scope: Construct) {
  return new AzureTrust(scope, "azure", { resourceGroupName: "acme", location: "westeurope", tenantId: TENANT });
}

function synthesized(
  subjects: readonly PipelineSubject[],
  request: (world: World, issuer: Issuer) => IdentityRequest,
): Terraform | string {
  const world = new World();
  const { code, message } = refusal(
    () => new FederatedPipeline(world, "deploy", { subjects, identities: { it: request(world, subjects[0]!.issuer) } }),
  );
  if (code === "none") throw new Error(message);
  return code === "not refused" ? world.synth() : code;
}

function read(terraform: Terraform | string, reader: (terraform: Terraform) => readonly unknown[]): unknown {
  return typeof terraform === "string" ? terraform : sorted(reader(terraform));
}

export const trusts = {
  aws: (...subjects: readonly PipelineSubject[]): unknown =>
    read(
      synthesized(subjects, (world, issuer) => aws(world, issuer).role()),
      (terraform) =>
        resources(terraform, "aws_iam_role").map((role) => JSON.parse(role["assume_role_policy"] as string) as unknown),
    ),

  googleServiceAccount: (...subjects: readonly PipelineSubject[]): unknown =>
    read(
      synthesized(subjects, (world, issuer) => google(world, issuer).serviceAccount()),
      (terraform) =>
        resources(terraform, "google_service_account_iam_member").map(({ role, member }) => `${String(role)} ${String(member)}`),
    ),

  googlePrincipal: (...subjects: readonly PipelineSubject[]): unknown =>
    read(
      synthesized(subjects, (world, issuer) => google(world, issuer).principal({ roles: ["roles/storage.objectViewer"] })),
      (terraform) =>
        resources(terraform, "google_project_iam_member").map(({ role, member }) => `${String(role)} ${String(member)}`),
    ),

  azure: (...subjects: readonly PipelineSubject[]): unknown =>
    read(
      synthesized(subjects, (world) => azure(world).managedIdentity()),
      (terraform) =>
        resources(terraform, "azurerm_federated_identity_credential").map(
          ({ name: _name, depends_on: _dependsOn, parent_id: _parent, ...credential }) => credential,
        ),
    ),
};

/** In one order, whatever the order of addresses. */
const sorted = (trust: readonly unknown[]): readonly unknown[] =>
  [...trust].sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));

/** One subject as a trust is expected to state it. */
export interface Line {
  readonly sub: string | readonly string[];
  readonly operator?: "StringEquals" | "StringLike";
  readonly claims?: Readonly<Record<string, string>>;
}

const policy = (statements: readonly unknown[]) => [{ Version: "2012-10-17", Statement: statements }];

const statement = (hostAndPath: string, { sub, operator = "StringEquals", claims = {} }: Line) => {
  const keys = (record: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(Object.entries(record).map(([claim, value]) => [`${hostAndPath}:${claim}`, value]));
  const rest = keys({ aud: "sts.amazonaws.com", ...claims });
  return {
    Effect: "Allow",
    Principal: { Federated: `${ACCOUNT}${hostAndPath}` },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition:
      operator === "StringLike"
        ? { StringLike: keys({ sub }), StringEquals: rest }
        : { StringEquals: { ...keys({ sub }), ...rest } },
  };
};

/** One statement for all subjects of an issuer that are of one kind and want the same claims. */
export const awsPolicy = (hostAndPath: string, line: Line) => policy([statement(hostAndPath, line)]);

export const googleMembers = (role: string, ...subjects: readonly string[]): unknown =>
  sorted(subjects.map((subject) => `${role} ${POOL}${subject}`));

export const azureCredentials = (issuer: string, ...subjects: readonly string[]): unknown =>
  sorted(subjects.map((subject) => ({ issuer, subject, audience: ["api://AzureADTokenExchange"], resource_group_name: "acme" })));
