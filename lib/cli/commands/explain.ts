import { decide } from "../../verify/decide";
import type { Model } from "../../verify/model";
import type { ModelIdentity } from "../../verify/model-identity";
import type { Token } from "../../verify/token";
import { type Arguments, required } from "../arguments";
import { CliError } from "../cli-error";
import type { Command } from "../command";
import { identitiesCalled } from "../identities-called";
import type { Io } from "../io";
import { modelOf } from "../model-of";
import { nearMiss, nearMisses } from "../near-misses";
import { type Explanation, explainText } from "../render/explain";
import { identityJson, jsonText } from "../render/json";
import { withIssuerNames } from "../render/named-issuers";
import { styleOf } from "../render/style";
import { tokenOf } from "../token-of";

/** So many near misses are worth a look. */
const MOST_MISSES = 5;

export const explainCommand: Command = {
  name: "explain",
  summary: "Why a token gets in, or does not",
  usage: "explain --token FILE|- [--as IDENTITY] [path…]",
  formats: ["text", "json"],
  options: { token: { type: "string" }, as: { type: "string" }, now: { type: "string" } },
  help: `
The token is a JWT or its claims as a JSON object. It is decoded, and its signature is NOT checked; it is sent nowhere. Shown are the checks
of the cloud in its order, what was compared with what, the cloud's own error, and what is nearly right. Without --as: every identity that the
token becomes, and those that it nearly does.

  kubectl create token orders -n shop --audience sts.amazonaws.com | cdktf-workload-identity explain --token -
  cdktf-workload-identity explain --token claims.json --as aws_iam_role.orders plan.json

  --token FILE|-   a JWT, or claims such as {"iss": "https://…", "sub": "…", "aud": "…"}
  --as IDENTITY    an address, or what the cloud calls it
  --now TIME       the time to judge at: seconds since 1970, or 2026-01-31T12:00:00Z. Default: now
  --format text|json

Exit codes: 0 it is let in (without --as: by somebody), 1 it is refused or undetermined, 2 a mistake.`,
  run: (args, io) => {
    const file = required(args, "token", "a file with a JWT or its claims, or --token - for standard input");
    if (file === "-" && args.positionals.includes("-")) {
      throw new CliError("the token and the Terraform cannot both come from standard input", "put one of them in a file");
    }
    const { token, wasSigned } = tokenOf(file, io);
    const now = timeOf(args, io);
    const model = modelOf(args.positionals, args, io);
    const explanations = explain(model, token, now, args.text("as"));
    const told = explanations.map(({ identity, decision, hints }) => ({ identity: identityJson(identity), decision, hints }));
    if (args.format === "json") io.out(jsonText({ signatureChecked: false, now, token, explanations: told }));
    else io.out(withIssuerNames(explainText(token, wasSigned, now, explanations, styleOf(args, io)), model));
    return explanations.some(({ decision }) => decision.verdict === "allow") ? 0 : 1;
  },
};

function explain(model: Model, token: Token, now: number, as: string | undefined): Explanation[] {
  const answer = (identity: ModelIdentity): Explanation["decision"] =>
    decide(model, { token, now, request: { type: "become", identity: identity.address } });
  const explained = (identity: ModelIdentity): Explanation => ({
    identity,
    decision: answer(identity),
    hints: nearMiss(model, identity, token)?.hints ?? [],
  });
  if (as !== undefined) {
    return identitiesCalled(model, as).map(explained);
  }
  const rank = ({ decision, identity }: Explanation): string => `${decision.verdict === "allow" ? 0 : 1} ${identity.address}`;
  const open = model.identities
    .filter((identity) => answer(identity).verdict !== "deny")
    .map(explained)
    .sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
  const misses = nearMisses(model, token, new Set(open.map(({ identity }) => identity)), MOST_MISSES);
  return [...open, ...misses.map(({ identity }) => explained(identity))];
}

function timeOf(args: Arguments, io: Io): number {
  const told = args.text("now");
  if (told === undefined) return io.now();
  const time = /^\d+$/.test(told) ? Number(told) : Math.floor(Date.parse(told) / 1000);
  if (Number.isSafeInteger(time) && time < 8e12) return time;
  throw new CliError(
    `--now ${JSON.stringify(told)} is not a time`,
    "give seconds since 1970, or a time such as 2026-01-31T12:00:00Z",
  );
}
