import { type Answer, type Handler, json } from "./answer";
import { type AwsSessions } from "./aws-sessions";
import { sessionOf } from "./aws-sts";
import { judgeClaims } from "./judge";
import { askerOf } from "./log";
import { podIdentityRequests } from "./pod-identity";
import { readToken } from "./signature";
import type { World } from "./world";

const SERVICE = "EKS Pod Identity agent";
/** The audience of the tokens that pods show to the agent. https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html */
export const AGENT_AUDIENCE = "pods.eks.amazonaws.com";
/** How long the agent's credentials live: six hours at most. https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html */
const LIFETIME = 21_600;

/** The EKS Pod Identity agent: `GET /v1/credentials` with the pod's token as it stands in its file. */
export function eksAgent(world: World, sessions: AwsSessions): Handler {
  return async ({ method, headers }) => {
    if (method !== "GET") return refuse(405, "MethodNotAllowed", "the agent answers GET");
    const answer = await ask(world, headers.authorization ?? "");
    const { outcome, ...record } = answer;
    world.note({ ...record, service: SERVICE, action: "AssumeRoleForPodIdentity" });
    if (outcome === undefined)
      return refuse(record.code === "ExpiredTokenException" ? 400 : 403, record.code ?? "AccessDeniedException", record.why);
    const session = sessionOf(outcome.role, outcome.sessionName, outcome.becomes, world.now() + LIFETIME);
    const keys = sessions.issue(session);
    return json(200, {
      AccessKeyId: keys.accessKeyId,
      SecretAccessKey: keys.secretAccessKey,
      Token: keys.sessionToken,
      AccountId: session.account,
      Expiration: keys.expiration,
    });
  };
}

type Outcome = Omit<Parameters<World["note"]>[0], "service" | "action"> & {
  readonly outcome?: { readonly role: string; readonly sessionName: string; readonly becomes: string | undefined };
};

async function ask(world: World, bearer: string): Promise<Outcome> {
  const shown = await readToken(bearer, world.issuers);
  const wanted = "the role of its association";
  const deny = (code: string, why: string): Outcome => ({ wanted, verdict: "deny", code, why, checks: [] });
  if (shown.state === "unreadable") return deny("InvalidTokenException", shown.why);
  const { token, issuer } = shown;
  const asker = askerOf(token);
  if (shown.state !== "signed" || issuer === undefined) return { ...deny("InvalidTokenException", shown.why), asker };
  const aud: unknown = token.aud;
  if (![aud].flat().includes(AGENT_AUDIENCE)) {
    return {
      ...deny("InvalidTokenException", `the token's audience is ${asker.audience}, and EKS takes ${AGENT_AUDIENCE}`),
      asker,
    };
  }
  if (typeof token.exp !== "number" || token.exp <= world.now())
    return { ...deny("ExpiredTokenException", "the token's time is over"), asker };
  const found = podIdentityRequests(world, issuer, token);
  if (typeof found === "string") return { ...deny("ResourceNotFoundException", found), asker };
  // Each request spells the same facts in another way that the policy may: an answer to one is an answer to all.
  const answers = found.requests.map((request) => judgeClaims(world, token, request, world.now()));
  const answer = answers.find(({ verdict }) => verdict !== "undetermined") ?? answers[0];
  if (answer === undefined) return { ...deny("AccessDeniedException", "this role does not exist"), asker };
  const { verdict, why, checks, error, becomes } = answer;
  const record = { wanted: found.role, asker, verdict, why, checks };
  if (verdict === "undetermined") return { ...record, code: "AccessDeniedException", why: `Undetermined: ${why}` };
  if (verdict === "deny") return { ...record, code: error?.code ?? "AccessDeniedException" };
  return { ...record, outcome: { role: found.role, sessionName: found.sessionName, becomes } };
}

function refuse(status: number, code: string, message: string): Answer {
  return json(status, { Code: code, Message: message });
}
