import { randomBytes, randomUUID } from "node:crypto";
import { bearerOf, type Handler, json } from "./answer";
import { carried, type LabPod, mayBecome } from "./pod";
import type { PodWorld } from "./pod-settings";

/** Whose job of a CI system it is. */
export interface JobProps {
  /** The issuer's URL, or a name of it. */
  readonly issuer: string;
  /** `repo:acme/api:ref:refs/heads/main` */
  readonly subject: string;
  /** Further claims of its tokens. @default - those that the subject says */
  readonly claims?: Readonly<Record<string, string>>;
  /** As in `PodProps`. @default - the first that is sure to let it in */
  readonly identities?: readonly string[];
  /** How long its tokens live, in seconds. @default 3600 */
  readonly expirationSeconds?: number;
  /** What a stranger's tokens have instead, in a job with the same settings. @default - nothing */
  readonly as?: JobStranger;
}

/** What tells a stranger's job from the pipeline's own. */
export interface JobStranger {
  readonly subject?: string;
  readonly issuer?: string;
  readonly audience?: string;
  /** Seconds since the epoch. */
  readonly issuedAt?: number;
  /** Whether they are signed by a key that the issuer never had. */
  readonly isForeign?: boolean;
}

/** Where jobs of GitHub ask for tokens, by the bearer's word. */
export type JobTokens = Map<string, (audience: string) => Promise<string>>;

const GITHUB = "https://token.actions.githubusercontent.com";
/** The path of the lab at which jobs of GitHub ask. */
export const JOB_PATH = "/github/token";

/** Makes the environment and files of a CI job below `folder`: what the clouds' tools read, and what the CI system itself sets. */
export async function makeJob(world: PodWorld, jobs: JobTokens, props: JobProps, folder: string): Promise<LabPod> {
  const { subject, identities, expirationSeconds: life = 3600, as: stranger = {} } = props;
  const issuer = world.issuers.find(props.issuer);
  const signer = stranger.issuer === undefined ? issuer : world.issuers.find(stranger.issuer);
  const told = stranger.subject ?? subject;
  const claims = { ...claimsOf(told), ...props.claims };
  const token = (audience: string): Promise<string> => {
    const iat = stranger.issuedAt ?? Math.floor(world.now());
    const times = { iat, nbf: iat, exp: iat + life };
    const all = { ...claims, iss: signer.url, sub: told, aud: stranger.audience ?? audience, jti: randomUUID(), ...times };
    return stranger.isForeign === true ? signer.foreignToken(all) : signer.token(all);
  };
  const may = mayBecome(
    world.model,
    { issuer: issuer.text, subject, claims: { ...claimsOf(subject), ...props.claims } },
    identities,
  );
  const owner = { issuer, namespace: "", serviceAccount: "job", may };
  return carried(world, owner, { folder, life, token, env: ciEnvironment(world, issuer.url, jobs, token) });
}

/**
 * What the CI system sets in every job. https://docs.github.com/en/actions/reference/security/oidc,
 * https://docs.gitlab.com/ci/variables/predefined_variables/
 */
function ciEnvironment(
  world: PodWorld,
  url: string,
  jobs: JobTokens,
  token: (audience: string) => Promise<string>,
): Record<string, string> {
  if (url === GITHUB) {
    const word = randomBytes(24).toString("base64url");
    jobs.set(word, token);
    const request = `${world.urls().awsSts}${JOB_PATH}?api-version=2.0`;
    return { CI: "true", GITHUB_ACTIONS: "true", ACTIONS_ID_TOKEN_REQUEST_URL: request, ACTIONS_ID_TOKEN_REQUEST_TOKEN: word };
  }
  return url.startsWith("https://gitlab.") ? { CI: "true", GITLAB_CI: "true" } : { CI: "true" };
}

/** Answers jobs of GitHub as its own service does. */
export function jobTokens(jobs: JobTokens): Handler {
  return async (asked) => {
    const token = jobs.get(bearerOf(asked) ?? "");
    if (token === undefined) return json(401, { message: "the bearer is not a job of the lab" });
    return json(200, { value: await token(asked.url.searchParams.get("audience") ?? "https://github.com") });
  };
}

/** The claims that a subject of GitHub says, and that trusts compare. */
function claimsOf(subject: string): Record<string, string> {
  const [, owner = "", ownerId, name = "", id, rest = ""] =
    /^repo:([^/:@]+)(?:@(\d+))?\/([^/:@]+)(?:@(\d+))?:(.*)$/.exec(subject) ?? [];
  if (owner === "") return {};
  const [, ref] = /^ref:(.+)$/.exec(rest) ?? [];
  const [, environment] = /^environment:(.+)$/.exec(rest) ?? [];
  return {
    repository: `${owner}/${name}`,
    repository_owner: owner,
    ...(ownerId === undefined ? {} : { repository_owner_id: ownerId }),
    ...(id === undefined ? {} : { repository_id: id }),
    ...(ref === undefined ? {} : { ref }),
    ...(environment === undefined ? {} : { environment }),
  };
}
