import { checkTextValue, checkValues } from "../core/check-values";
import { quoted } from "../core/errors";
import { Issuer } from "../core/issuer";
import { Subject } from "../core/subject";
import { CONTEXT_PATTERN } from "./github-values";
import { fixed, type PipelineSubject } from "./pipeline-subject";
import { HCP_PROJECT, HCP_TERRAFORM_PROPS, HCP_WORKSPACE } from "./source-values";

/** Whose runs, and where. */
export interface HcpTerraformProps {
  /** The name of the organization. */
  readonly organization: string;
  /** Its id, `org-…`. Google Cloud then accepts no token of an organization that gets the same name later. @default - none */
  readonly organizationId?: string;
  /** `app.terraform.io`, `app.eu.terraform.io`, or the host of a Terraform Enterprise. @default "app.terraform.io" */
  readonly hostname?: string;
  /** The issuer's name. @default "hcp-terraform" */
  readonly name?: string;
}

/**
 * Runs of HCP Terraform, formerly Terraform Cloud, or of Terraform Enterprise.
 *
 * A run's subject is `organization:O:project:P:workspace:W:run_phase:plan`, and `…:apply` when it applies: an identity for both
 * phases trusts two subjects, which is two credentials on Azure. Subjects are exact, so AWS, Google Cloud (127 bytes at most) and
 * Azure all take them; patterns AWS, which compares no other claim of this issuer, and the applications of EntraTrust.
 * https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/workload-identity-tokens
 *
 * The workspace asks for the audience that `TFC_AWS_WORKLOAD_IDENTITY_AUDIENCE` and its like name, by default
 * `aws.workload.identity`; set them to the `audience` of `pipeline.jobSettings(subject)`.
 *
 * @throws FederationError ISSUER_INVALID, SUBJECT_INVALID, VALUE_MISSING
 * @example
 * import { HcpTerraform } from "cdktf-workload-identity/ci";
 * const terraform = new HcpTerraform({ organization: "acme" });
 * terraform.workspace("Default Project", "network-prod");
 */
export class HcpTerraform {
  readonly issuer: Issuer;
  private readonly prefix: string;

  constructor(props: HcpTerraformProps) {
    const place = `HCP Terraform ${quoted((props as HcpTerraformProps | null)?.organization)}`;
    checkValues(place, "the organization of HCP Terraform", HCP_TERRAFORM_PROPS, props);
    const { organization, organizationId, hostname = "app.terraform.io", name = "hcp-terraform" } = props;
    this.prefix = `organization:${organization}:`;
    this.issuer = new Issuer({
      name,
      url: `https://${hostname}`,
      subjectPrefix: this.prefix,
      ...(organizationId === undefined ? {} : { claims: { terraform_organization_id: organizationId } }),
    });
  }

  /** The runs of this workspace, when they plan and when they apply. */
  workspace(project: string, workspace: string): PipelineSubject {
    return this.runs(project, workspace, "plan", "apply");
  }

  /** The runs of this workspace, when they plan: anyone who may open a pull request may start one. */
  plan(project: string, workspace: string): PipelineSubject {
    return this.runs(project, workspace, "plan");
  }

  /** The runs of this workspace, when they apply. */
  apply(project: string, workspace: string): PipelineSubject {
    return this.runs(project, workspace, "apply");
  }

  /**
   * The runs of this organization for which what follows it in the subject matches a pattern, such as
   * `project:Payments:workspace:*:run_phase:plan`. AWS takes it, and so do the applications of EntraTrust; members of Google Cloud
   * and credentials of managed identities are exact.
   */
  organizationMatching(pattern: string): PipelineSubject {
    checkTextValue(`HCP Terraform ${quoted(this.prefix)}`, CONTEXT_PATTERN, pattern);
    return fixed({ issuer: this.issuer, subjects: [Subject.matching(`${this.prefix}${pattern}`)] });
  }

  private runs(project: string, workspace: string, ...phases: readonly string[]): PipelineSubject {
    const place = `HCP Terraform ${quoted(workspace)}`;
    checkTextValue(place, HCP_PROJECT, project);
    checkTextValue(place, HCP_WORKSPACE, workspace);
    const run = `${this.prefix}project:${project}:workspace:${workspace}:run_phase:`;
    return fixed({ issuer: this.issuer, subjects: phases.map((phase) => Subject.exactly(`${run}${phase}`)) });
  }
}
