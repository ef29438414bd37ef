import type { Token } from "../verify/token";
import { times, withClaims, type ClaimOptions } from "./claims";

/** Whose token of HCP Terraform. */
export interface HcpTerraformTokenOptions extends ClaimOptions {
  readonly organization: string;
  /** @default "Default Project" */
  readonly project?: string;
  readonly workspace: string;
  readonly runPhase: "plan" | "apply";
  /** @default "org-GRNbCjYNpBB6NEH9" */
  readonly organizationId?: string;
  /** @default "prj-vegSA59s1XPwMr2t" */
  readonly projectId?: string;
  /** @default "ws-mbsd5E3Ktt5Rg2Xm" */
  readonly workspaceId?: string;
  /** @default "https://app.terraform.io" */
  readonly issuer?: string;
}

/**
 * The claims of a run's workload identity token of HCP Terraform.
 * https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/workload-identity-tokens
 *
 * @example
 * import { hcpTerraformToken } from "cdktf-workload-identity/testing";
 * hcpTerraformToken({ organization: "acme", workspace: "network-prod", runPhase: "apply", audience: "aws.workload.identity" });
 */
export function hcpTerraformToken(options: HcpTerraformTokenOptions): Token {
  const { organization, project = "Default Project", workspace, runPhase, audience } = options;
  const fullWorkspace = `organization:${organization}:project:${project}:workspace:${workspace}`;
  const claims: Token = {
    jti: "1192426d-b525-4fde-9d42-f238be437bbd",
    iss: options.issuer ?? "https://app.terraform.io",
    aud: audience,
    ...times(options),
    sub: `${fullWorkspace}:run_phase:${runPhase}`,
    terraform_organization_id: options.organizationId ?? "org-GRNbCjYNpBB6NEH9",
    terraform_organization_name: organization,
    terraform_project_id: options.projectId ?? "prj-vegSA59s1XPwMr2t",
    terraform_project_name: project,
    terraform_workspace_id: options.workspaceId ?? "ws-mbsd5E3Ktt5Rg2Xm",
    terraform_workspace_name: workspace,
    terraform_full_workspace: fullWorkspace,
    terraform_run_id: "run-X3n1AUXNGWbfECsJ",
    terraform_run_phase: runPhase,
  };
  return withClaims(claims, options.claims);
}
