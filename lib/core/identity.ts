import type { Construct, IConstruct } from "constructs";
import type { ICluster } from "./cluster";
import type { IdentitySettings, TokenOptions } from "./identity-settings";
import type { Issuer } from "./issuer";
import type { JobSettings } from "./job-settings";
import type { Subject } from "./subject";

/** Who may become an identity: a token that this issuer signed for this subject. */
export interface TokenSource {
  readonly issuer: Issuer;
  readonly subject: Subject;
}

/** What a workload becomes in a cloud: a role, a service account, a managed identity. */
export interface Identity extends IConstruct {
  /** What the ServiceAccount and the pods on this cluster must carry so that they become this identity. */
  settingsOn(cluster: ICluster, tokens?: TokenOptions): IdentitySettings;
  /** What a CI job with tokens of this issuer must know so that it becomes this identity. */
  jobSettings(issuer: Issuer): JobSettings;
}

/**
 * An identity that a workload asks for. A trust hands it out; the workload calls `federate` once, with everyone who may
 * become the identity.
 */
export interface IdentityRequest<I extends Identity = Identity> {
  federate(scope: Construct, id: string, sources: readonly TokenSource[]): I;
}

/** Identity requests by the name that the user gives them. */
export type IdentityRequests = Readonly<Record<string, IdentityRequest>>;

/** The identities that come of the requests, under the same names. */
export type IdentitiesOf<R extends IdentityRequests> = { readonly [K in keyof R]: ReturnType<R[K]["federate"]> };
