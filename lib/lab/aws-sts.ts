import { randomUUID } from "node:crypto";
import { isKnown, type Token } from "../verify";
import { type Answer, type Asked, fieldsOf, type Handler, xml } from "./answer";
import { type AwsSessions, type Session, uniqueId } from "./aws-sessions";
import { type Judgement, judge } from "./judge";
import { isSignedWith, readSignature } from "./sigv4";
import type { World } from "./world";

const SERVICE = "AWS STS";
const NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";

/** HTTP status of each error. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html#API_AssumeRoleWithWebIdentity_Errors */
const STATUS: Readonly<Record<string, number>> = {
  AccessDenied: 403,
  IDPRejectedClaim: 403,
  InvalidClientTokenId: 403,
  SignatureDoesNotMatch: 403,
  ExpiredToken: 403,
};

/** AWS's Security Token Service: its Query protocol, by POST or GET, with `AssumeRoleWithWebIdentity` and `GetCallerIdentity`. */
export function awsSts(world: World, sessions: AwsSessions): Handler {
  return async (asked) => {
    const fields = asked.method === "GET" ? new Map(asked.url.searchParams) : fieldsOf(asked);
    const action = fields?.get("Action") ?? "";
    if (fields === undefined || action === "") return failure("MissingAction", "Request is missing Action parameter");
    if (action === "AssumeRoleWithWebIdentity") return assumeRole(world, sessions, fields);
    if (action === "GetCallerIdentity") return callerIdentity(world, sessions, asked);
    return failure(
      "InvalidAction",
      `Could not find operation ${action}: the lab has AssumeRoleWithWebIdentity and GetCallerIdentity`,
    );
  };
}

async function assumeRole(world: World, sessions: AwsSessions, fields: ReadonlyMap<string, string>): Promise<Answer> {
  const get = (name: string): string => fields.get(name) ?? "";
  const [role, sessionName, bearer] = [get("RoleArn"), get("RoleSessionName"), get("WebIdentityToken")];
  const duration = fields.has("DurationSeconds") ? Number(get("DurationSeconds")) : 3600;
  const invalid = invalidField(role, sessionName, bearer, duration);
  if (invalid !== undefined) return failure("ValidationError", invalid);
  const now = world.now();
  const request = { type: "AssumeRoleWithWebIdentity", role: world.names.original(role), sessionName } as const;
  const judgement = await judge(world, bearer, request);
  const { verdict, why, checks, asker, token, becomes } = judgement;
  const refusal = verdict === "allow" ? undefined : refusalOf(judgement);
  world.note({
    service: SERVICE,
    action: "AssumeRoleWithWebIdentity",
    wanted: role,
    verdict,
    why,
    checks,
    ...(asker && { asker }),
    ...(refusal && { code: refusal[0] }),
  });
  if (refusal !== undefined || token === undefined) return failure(...(refusal ?? ["InvalidIdentityToken", why]));
  const longest = longestSession(world, request.role);
  if (duration > longest) {
    return failure("ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
  }
  const session = sessionOf(role, sessionName, becomes, now + duration);
  return success("AssumeRoleWithWebIdentity", assumed(sessions, session, token, world));
}

function assumed(sessions: AwsSessions, session: Session, token: Token, { names }: World): string {
  const keys = sessions.issue(session);
  const audience = typeof token.aud === "string" ? token.aud : (token.aud[0] ?? "");
  return [
    `<SubjectFromWebIdentityToken>${escaped(names.concrete(token.sub))}</SubjectFromWebIdentityToken>`,
    `<Audience>${escaped(names.concrete(audience))}</Audience>`,
    `<AssumedRoleUser><Arn>${escaped(session.arn)}</Arn><AssumedRoleId>${escaped(session.userId)}</AssumedRoleId></AssumedRoleUser>`,
    `<Credentials><AccessKeyId>${keys.accessKeyId}</AccessKeyId><SecretAccessKey>${keys.secretAccessKey}</SecretAccessKey>`,
    `<SessionToken>${keys.sessionToken}</SessionToken><Expiration>${keys.expiration}</Expiration></Credentials>`,
    `<Provider>${escaped(names.concrete(token.iss).replace(/^https:\/\//, ""))}</Provider>`,
  ].join("");
}

/** The session of a role. `becomes` is the evaluator's name for it, if it has one. */
export function sessionOf(role: string, name: string, becomes: string | undefined, expires: number): Session {
  const [, partition = "aws", account = "000000000000", path = role] = /^arn:([^:]+):iam::(\d*):role\/(.+)$/.exec(role) ?? [];
  const arn = becomes ?? `arn:${partition}:sts::${account}:assumed-role/${path.slice(path.lastIndexOf("/") + 1)}/${name}`;
  return { arn, account, userId: `AROA${uniqueId(role)}:${name}`, expires };
}

/** Lengths and formats: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html#API_AssumeRoleWithWebIdentity_RequestParameters */
function invalidField(role: string, sessionName: string, bearer: string, duration: number): string | undefined {
  const wrong = (field: string, rule: string): string =>
    `1 validation error detected: Value at '${field}' failed to satisfy constraint: ${rule}`;
  if (role.length < 20 || role.length > 2048 || !/^arn:[^:\s]+:iam::\d{12}:role\/\S+$/.test(role))
    return `${role.slice(0, 100)} is invalid`;
  if (!/^[\w+=,.@-]{2,64}$/.test(sessionName))
    return wrong("roleSessionName", "Member must satisfy regular expression pattern: [\\w+=,.@-]{2,64}");
  if (bearer.length < 4 || bearer.length > 20_000)
    return wrong("webIdentityToken", "Member must have length between 4 and 20000");
  if (!Number.isInteger(duration) || duration < 900 || duration > 43_200)
    return wrong("durationSeconds", "Member must have value between 900 and 43200");
  return undefined;
}

function longestSession({ model }: World, role: string): number {
  const address = model.named(role)[0]?.address;
  const told = address === undefined ? undefined : model.configuration.at(address)?.values["max_session_duration"];
  const seconds = typeof told === "string" && isKnown(told) ? Number(told) : told;
  // Unknown until apply: the most that a role can have.
  return typeof seconds === "number" ? seconds : told === undefined || told === null ? 3600 : 43_200;
}

function refusalOf({ verdict, decisive, why, error }: Judgement): [code: string, message: string] {
  if (verdict === "undetermined") return ["AccessDenied", `Undetermined: ${why}. The lab lets nobody in on that.`];
  if (decisive === "token")
    return [
      "InvalidIdentityToken",
      "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)",
    ];
  if (decisive === "signature") {
    const message =
      "Couldn't retrieve verification key from your identity provider, please reference AssumeRoleWithWebIdentity documentation for requirements";
    return ["InvalidIdentityToken", `${message} (${why})`];
  }
  return [error?.code ?? "AccessDenied", error?.message ?? why];
}

function callerIdentity({ now, note }: World, sessions: AwsSessions, asked: Asked): Answer {
  const signed = readSignature(asked);
  if (signed === undefined) return failure("MissingAuthenticationToken", "Request is missing Authentication Token");
  const session = sessions.find(signed.sessionToken ?? "");
  const refusal = ((): [string, string] | undefined => {
    if (session?.accessKeyId !== signed.accessKeyId)
      return ["InvalidClientTokenId", "The security token included in the request is invalid."];
    if (!isSignedWith(session.secretAccessKey, signed, asked, now())) {
      return [
        "SignatureDoesNotMatch",
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.",
      ];
    }
    return session.expires <= now() ? ["ExpiredToken", "The security token included in the request is expired"] : undefined;
  })();
  const asker = { issuer: "AWS STS", subject: session?.arn ?? signed.accessKeyId, audience: "" };
  const why = refusal?.[1] ?? "the request is signed with the session's key";
  note({
    service: SERVICE,
    action: "GetCallerIdentity",
    wanted: "its own name",
    asker,
    verdict: refusal === undefined ? "allow" : "deny",
    why,
    checks: [],
    ...(refusal && { code: refusal[0] }),
  });
  if (refusal !== undefined || session === undefined) return failure(...(refusal ?? ["InvalidClientTokenId", why]));
  const { arn, userId, account } = session;
  return success(
    "GetCallerIdentity",
    `<Arn>${escaped(arn)}</Arn><UserId>${escaped(userId)}</UserId><Account>${account}</Account>`,
  );
}

function success(action: string, result: string): Answer {
  const metadata = `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata>`;
  return xml(
    200,
    `<${action}Response xmlns="${NAMESPACE}"><${action}Result>${result}</${action}Result>${metadata}</${action}Response>`,
  );
}

function failure(code: string, message: string): Answer {
  const error = `<Error><Type>Sender</Type><Code>${escaped(code)}</Code><Message>${escaped(message)}</Message></Error>`;
  return xml(
    STATUS[code] ?? 400,
    `<ErrorResponse xmlns="${NAMESPACE}">${error}<RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
  );
}

/** XML 1.0 has no place for most control characters, not even escaped. */
function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };
  return text
    .replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd]/g, "?")
    .replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
