import { checkTextValue, checkValues } from "../core/check-values";
import { quoted } from "../core/errors";
import { Issuer } from "../core/issuer";
import { Subject } from "../core/subject";
import { textParts } from "../core/tokens";
import { fixed, type PipelineSubject } from "./pipeline-subject";
import { BITBUCKET_PROPS, bitbucketUuid } from "./source-values";

/** Whose pipelines. */
export interface BitbucketProps {
  /** The workspace's name in URLs. */
  readonly workspace: string;
  /** The workspace's UUID, with or without braces. */
  readonly workspaceUuid: string;
  /**
   * Whether the steps ask for each cloud's own audience: they name `audiences`. No identity
   * is then refused for its audience.
   * @default false: their tokens are for {@link Bitbucket.audience}
   */
  readonly asksForAudience?: boolean;
  /** The issuer's name. @default "bitbucket" */
  readonly name?: string;
}

/**
 * Bitbucket Pipelines of one workspace.
 *
 * A step's subject is `{REPOSITORY}:{STEP}`, or `{REPOSITORY}:{ENVIRONMENT}:{STEP}` in a deployment, all of them UUIDs in braces.
 * The step's is new in every run, so only a pattern fits: AWS takes it; members of Google Cloud and credentials of Azure are exact
 * and cannot. A step asks for {@link Bitbucket.audience} unless it names audiences, so list that in the trust's `clientIds`.
 * https://support.atlassian.com/bitbucket-cloud/docs/integrate-pipelines-with-resource-servers-using-oidc/
 *
 * @throws FederationError SUBJECT_INVALID, VALUE_MISSING
 * @example
 * import { AwsTrust } from "cdktf-workload-identity/aws";
 * import { Bitbucket } from "cdktf-workload-identity/ci";
 * const bitbucket = new Bitbucket({ workspace: "acme", workspaceUuid: "{5a1ff0ab-7a0d-4b8f-9d1c-2f3c4d5e6f70}" });
 * const aws = new AwsTrust(this, "aws", { issuers: [bitbucket.issuer], clientIds: [bitbucket.audience] });
 * bitbucket.repositoryMatching("{0c9a4f3e-1b2d-4c5e-8f70-a1b2c3d4e5f6}");
 */
export class Bitbucket {
  readonly issuer: Issuer;
  /** The `aud` of a step that names none: `ari:cloud:bitbucket::workspace/UUID`. */
  readonly audience: string;
  private readonly ownAudience: { readonly audience?: string };

  constructor(props: BitbucketProps) {
    checkValues(`Bitbucket ${quoted((props as BitbucketProps | null)?.workspace)}`, "the workspace", BITBUCKET_PROPS, props);
    const { workspace, workspaceUuid, asksForAudience = false, name = "bitbucket" } = props;
    this.audience = `ari:cloud:bitbucket::workspace/${bare(workspaceUuid)}`;
    this.ownAudience = asksForAudience ? {} : { audience: this.audience };
    const url = `https://api.bitbucket.org/2.0/workspaces/${workspace}/pipelines-config/identity/oidc`;
    this.issuer = new Issuer({ name, url });
  }

  /** Every step of this repository, deployments included. UUIDs with or without braces. AWS alone. */
  repositoryMatching(repositoryUuid: string): PipelineSubject {
    return this.matching(`${inBraces("repository", repositoryUuid)}:*`);
  }

  /** Every step that deploys this repository to this environment. UUIDs with or without braces. AWS alone. */
  environmentMatching(repositoryUuid: string, environmentUuid: string): PipelineSubject {
    return this.matching(`${inBraces("repository", repositoryUuid)}:${inBraces("environment", environmentUuid)}:*`);
  }

  private matching(pattern: string): PipelineSubject {
    return fixed({ issuer: this.issuer, subjects: [Subject.matching(pattern)], ...this.ownAudience });
  }
}

/** As subjects and audiences spell it: in lower case, without the braces. */
function bare(uuid: string): string {
  const parts = textParts(uuid).map(({ text, isToken }) => (isToken ? text : text.replace(/[{}]/g, "").toLowerCase()));
  return parts.join("");
}

function inBraces(noun: string, uuid: string): string {
  checkTextValue(`Bitbucket ${quoted(uuid)}`, bitbucketUuid(`${noun}'s UUID`), uuid);
  return `{${bare(uuid)}}`;
}
