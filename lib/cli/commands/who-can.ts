import { type WhoCan, whoCan } from "../../verify/who-can";
import { CliError } from "../cli-error";
import type { Command } from "../command";
import { identitiesCalled } from "../identities-called";
import { modelOf } from "../model-of";
import { identityJson, jsonText, shapeJson } from "../render/json";
import { withIssuerNames } from "../render/named-issuers";
import { styleOf } from "../render/style";
import { whoCanMarkdown, whoCanText } from "../render/who-can";

export const whoCanCommand: Command = {
  name: "who-can",
  summary: "Who may become an identity",
  usage: "who-can IDENTITY [path…]",
  formats: ["text", "json", "markdown"],
  options: {},
  help: `
IDENTITY is an address (aws_iam_role.orders; with <stack>/ before it where several stacks have it), or what the cloud calls it: an ARN, a
role's name, a service account's e-mail address, a member (principal://…), a client id or a resource id; or a workload, by its construct's id
or its ServiceAccount's name, for all of its identities.

  cdktf-workload-identity who-can aws_iam_role.orders
  cdktf-workload-identity who-can orders@acme-prod.iam.gserviceaccount.com plan.json
  terraform show -json | cdktf-workload-identity who-can arn:aws:iam::123456789012:role/orders -

  --format text|json|markdown

Exit codes: 0 answered (also if nobody may), 2 nothing is called so.`,
  run: (args, io) => {
    const [name, ...paths] = args.positionals;
    if (name === undefined)
      throw new CliError("who-can needs an identity", "give an address, an ARN, an e-mail address, a client id");
    const model = modelOf(paths, args, io);
    const answers = identitiesCalled(model, name).flatMap((identity) => whoCan(model, identity));
    if (args.format === "json") io.out(jsonText(answers.map(whoCanJson)));
    else {
      const text = args.format === "markdown" ? whoCanMarkdown(answers) : whoCanText(answers, styleOf(args, io));
      io.out(withIssuerNames(text, model));
    }
    return 0;
  },
};

const whoCanJson = ({ identity, shapes, otherWays }: WhoCan): object => ({
  identity: identityJson(identity),
  shapes: shapes.map(shapeJson),
  otherWays,
});
