import { type WhatCan, whatCan } from "../../verify/what-can";
import { required } from "../arguments";
import { CliError } from "../cli-error";
import type { Command } from "../command";
import { modelOf } from "../model-of";
import { identityJson, jsonText, shapeJson } from "../render/json";
import { withIssuerNames } from "../render/named-issuers";
import { styleOf } from "../render/style";
import { whatCanMarkdown, whatCanText } from "../render/what-can";

export const whatCanCommand: Command = {
  name: "what-can",
  summary: "What a subject may become, in every cloud",
  usage: "what-can --issuer URL --subject SUB [path…]",
  formats: ["text", "json", "markdown"],
  options: {
    issuer: { type: "string" },
    subject: { type: "string" },
    audience: { type: "string" },
    claim: { type: "string", multiple: true },
  },
  help: `
The issuer's URL and the subject are those of the token, letter by letter. Without --audience, and without the claims that an identity asks
for, the answer says what the token must carry besides.

  cdktf-workload-identity what-can --issuer https://token.actions.githubusercontent.com --subject repo:acme/api:environment:production
  cdktf-workload-identity what-can --issuer https://oidc.eks.eu-west-1.amazonaws.com/id/0123 \\
    --subject system:serviceaccount:shop:orders --audience sts.amazonaws.com plan.json

  --issuer URL         \`iss\` of the token
  --subject SUB        \`sub\` of the token
  --audience AUD       \`aud\` of the token
  --claim NAME=VALUE   another claim; may be repeated
  --format text|json|markdown

Exit codes: 0 answered (also if the answer is nothing), 2 a mistake.`,
  run: (args, io) => {
    const issuer = required(args, "issuer", "the token's `iss`: --issuer https://…");
    const subject = required(args, "subject", "the token's `sub`: --subject system:serviceaccount:NAMESPACE:NAME");
    if (!/^https?:\/\/./i.test(issuer)) {
      throw new CliError(
        `--issuer ${JSON.stringify(issuer)} is not a URL`,
        "give the token's `iss` as it stands there: --issuer https://…",
      );
    }
    const audience = args.text("audience");
    const claims = Object.fromEntries(args.pairs("claim"));
    const model = modelOf(args.positionals, args, io);
    const answers = whatCan(model, { issuer, subject, claims, ...(audience === undefined ? {} : { audience }) });
    const sorted = [...answers].sort((a, b) => (a.identity.address < b.identity.address ? -1 : 1));
    if (args.format === "json") io.out(jsonText(sorted.map(whatCanJson)));
    else {
      const text = args.format === "markdown" ? whatCanMarkdown(sorted) : whatCanText(sorted, styleOf(args, io));
      io.out(withIssuerNames(text, model));
    }
    return 0;
  },
};

const whatCanJson = ({ identity, shape, verdict, conditions }: WhatCan): object => ({
  identity: identityJson(identity),
  verdict,
  conditions,
  shape: shapeJson(shape),
});
