import { checkTextValue, checkValues } from "../core/check-values";
import { quoted } from "../core/errors";
import { Issuer } from "../core/issuer";
import { Subject } from "../core/subject";
import { part } from "./grammar";
import { fixed, type PipelineSubject } from "./pipeline-subject";
import { SPIFFE_PATH, SPIFFE_PROPS } from "./source-values";

/** A trust domain, and where its keys are published. */
export interface SpiffeTrustDomainProps {
  /** Such as `example.org`: lower case letters, digits, `.`, `-` and `_`. */
  readonly trustDomain: string;
  /** The `iss` of its JWT-SVIDs (SPIRE: `jwt_issuer`), where the OIDC discovery provider answers. */
  readonly issuerUrl: string;
  /** The issuer's name. @default "spiffe" */
  readonly name?: string;
  /** The public keys, for an issuer that no cloud can reach; Google Cloud alone takes it. @default - the clouds fetch them */
  readonly jwksJson?: string;
}

const PATH_PATTERN = part({
  noun: "the path pattern",
  cure: 'begin it with "/" and plain text, such as "/ns/default/sa/*"',
  source: "https://github.com/spiffe/spiffe/blob/main/standards/SPIFFE-ID.md",
  example: "/ns/default/sa/*",
  pattern: /^\/[A-Za-z0-9._-]+[A-Za-z0-9._/*?-]*$/,
});

/**
 * The workloads of a SPIFFE trust domain, such as SPIRE makes it: on virtual machines, in clusters, in CI.
 *
 * The subject of a JWT-SVID is the SPIFFE ID, exact, so AWS, Google Cloud (127 bytes at most) and Azure all take it. SPIRE signs
 * with ES256 by default, and Azure supports RS256 alone: set `jwt_key_type = "rsa-2048"` on the server.
 * https://github.com/spiffe/spiffe/blob/main/standards/SPIFFE-ID.md
 *
 * @throws FederationError ISSUER_INVALID, SUBJECT_INVALID, VALUE_MISSING
 * @example
 * import { SpiffeTrustDomain } from "cdktf-workload-identity/ci";
 * const example = new SpiffeTrustDomain({ trustDomain: "example.org", issuerUrl: "https://oidc-discovery.example.org" });
 * example.workload("/ns/default/sa/api");
 */
export class SpiffeTrustDomain {
  readonly issuer: Issuer;
  private readonly prefix: string;

  constructor(props: SpiffeTrustDomainProps) {
    checkValues(`SPIFFE ${quoted((props as SpiffeTrustDomainProps | null)?.trustDomain)}`, "the domain", SPIFFE_PROPS, props);
    const { trustDomain, issuerUrl, jwksJson, name = "spiffe" } = props;
    this.prefix = `spiffe://${trustDomain}`;
    this.issuer = new Issuer({ name, url: issuerUrl, jwksJson, subjectPrefix: `${this.prefix}/` });
  }

  /** The workload of this path: `/` before each segment of letters, digits, `.`, `-` and `_`. */
  workload(path: string): PipelineSubject {
    checkTextValue(`SPIFFE ${quoted(path)}`, SPIFFE_PATH, path);
    return fixed({ issuer: this.issuer, subjects: [Subject.exactly(`${this.prefix}${path}`)] });
  }

  /** The workloads whose path matches a pattern, such as `/ns/default/sa/*`. AWS alone. */
  pathMatching(pattern: string): PipelineSubject {
    checkTextValue(`SPIFFE ${quoted(pattern)}`, PATH_PATTERN, pattern);
    return fixed({ issuer: this.issuer, subjects: [Subject.matching(`${this.prefix}${pattern}`)] });
  }
}
