// The promise that is tested of random worlds: the clouds let in who was meant, and nobody else.
import { podIdentity, trustOf, type Trust } from "../../lib/testing";
import { targetsOf, type Target } from "../../lib/testing/identities";
import { decide, requestFor, type Decision, type Token, type TokenShape, type Verdict } from "../../lib/verify";
import { ACCOUNT, type Built } from "./build";
import { MUTATIONS } from "./mutations";
import { expectedVerdict, NOW, SOURCE_IDENTITY, TAGS, type Intent, type PodLine } from "./oracle";

const OPTIONS = { complete: true, awsAccounts: ACCOUNT, googleProjectNumbers: { "acme-prod": "123456789012" } };

/** What the world's Terraform says of trust; `json` in place of what the world synthesizes. */
export function readWorld({ world }: Built, json?: object): Trust {
  return trustOf(json ?? world.toTerraform(), OPTIONS);
}

/** Asks of every token, right or one claim away from right, at every identity. Throws at the first wrong answer. Returns how many. */
export function checkTokens(built: Built, trust: Trust): number {
  const targets = built.intents.map((intent) => [intent, targetOf(trust, intent)] as const);
  let asked = 0;
  for (const token of built.tokens) {
    for (const [name, change] of [["as it is", (same: Token) => same] as const, ...MUTATIONS]) {
      const changed = change(token);
      for (const [intent, target] of targets) {
        asked += 1;
        const expected = expectedVerdict(intent, changed);
        const answers = target.identities.map((identity) =>
          decide(trust.model, { token: changed, now: NOW, request: requestFor(identity) }),
        );
        if (verdictOf(answers) !== expected) throw new Error(wrong(name, intent, changed, expected, answers));
      }
    }
  }
  return asked;
}

/** Asks for every role as every pod, and as pods that differ in one thing. Throws at the first wrong answer. Returns how many. */
export function checkPods({ intents }: Built, trust: Trust): number {
  const roles = intents.filter(({ pods }) => pods.length > 0);
  let asked = 0;
  for (const pod of roles.flatMap(({ pods }) => pods).flatMap(strangersOf)) {
    for (const intent of roles) {
      asked += 1;
      const isMeant = intent.pods.some((one) => JSON.stringify(one) === JSON.stringify(pod));
      const { type: _type, ...request } = podIdentity({ ...pod, serviceAccount: pod.name });
      const answers = targetOf(trust, intent).identities.map(({ address: role }) =>
        decide(trust.model, { token: NO_TOKEN, now: NOW, request: { type: "EksPodIdentity", role, ...request } }),
      );
      const expected = isMeant ? "allow" : "deny";
      if (verdictOf(answers) !== expected) throw new Error(wrong(JSON.stringify(pod), intent, NO_TOKEN, expected, answers));
    }
  }
  return asked;
}

const NO_TOKEN: Token = { iss: "", sub: "", aud: "" };

function strangersOf(pod: PodLine): PodLine[] {
  const { clusterArn, namespace, name } = pod;
  return [
    pod,
    { ...pod, clusterArn: `${clusterArn}x` },
    { ...pod, clusterArn: clusterArn.replace("eu-west-1", "eu-west-2") },
    { ...pod, clusterArn: clusterArn.replace("111122223333", "444455556666") },
    { ...pod, namespace: `${namespace}x` },
    { ...pod, namespace: "" },
    { ...pod, namespace: namespace.toUpperCase() === namespace ? "x" : namespace.toUpperCase() },
    { ...pod, name: `x${name}` },
    { ...pod, name: "*" },
    { ...pod, namespace: `${name}x`, name: `${namespace}x` },
  ];
}

/** The shapes of each identity must be those that were meant, and no others. */
export function shapesOf(trust: Trust, intent: Intent): { readonly found: readonly string[]; readonly meant: readonly string[] } {
  const shapes = targetOf(trust, intent).identities.flatMap((identity) => identity.shapes);
  const lacks =
    intent.cloud === "aws" ? [SOURCE_IDENTITY, ...(intent.sessionTags ? [] : [TAGS])].map((claim) => `${claim} absent`) : [];
  const meant = intent.lines.map(({ issuer, subject, isPattern, audience, claims }) => {
    if (intent.isGke)
      return `iss like https://container.googleapis.com/v1/projects/acme-prod/locations/*/clusters/*, sub is ${subject}`;
    return [
      `iss is ${issuer}`,
      `sub ${isPattern ? "like" : "is"} ${subject}`,
      `aud is ${audience}`,
      ...[...Object.entries(claims).map(([claim, value]) => `${claim} is ${value}`), ...lacks].sort(),
    ].join(", ");
  });
  const pods = intent.pods.map(({ clusterArn, namespace, name }) => `${clusterArn} system:serviceaccount:${namespace}:${name}`);
  return { found: shapes.flatMap(textsOf).sort(), meant: [...new Set([...meant, ...pods])].sort() };
}

/** A line for each combination of values. */
function textsOf({ tests, unknown }: TokenShape): string[] {
  const [from = ""] = tests.find(({ claim, test }) => claim === "iss" && test === "expression")?.values ?? [];
  if (from.startsWith("EKS Pod Identity")) {
    // Clusters are named by a condition on the caller, and no token is looked at.
    const [, name = ""] = /of the cluster (\S+)/.exec(from) ?? [];
    const arns = from.match(/arn:[^"]+/g)?.filter((arn) => arn.endsWith(`/${name}`)) ?? ["any cluster"];
    const subjects = tests.find(({ claim, test }) => claim === "sub" && test === "is")?.values ?? ["anybody"];
    return [...unknown, ...arns.flatMap((arn) => subjects.map((subject) => `${arn} ${subject}`))];
  }
  // Long subjects want a short claim, too: that it is there narrows who gets in, and is not told apart here.
  const told = tests.filter(({ test }) => test !== "fits");
  const lines = told.reduce<string[][]>(
    (all, { claim, test, values }) => {
      const texts = test === "absent" ? [`${claim} absent`] : values.map((value) => `${claim} ${test} ${value}`);
      return all.flatMap((line) => texts.map((text) => [...line, text]));
    },
    [unknown.map((what) => `unknown ${what}`)],
  );
  return lines.map((line) => line.join(", "));
}

/** All that the construct creates is one: the shards of an identity, and the members of a principal. */
function targetOf(trust: Trust, { path }: Intent): Target {
  return { name: path, identities: targetsOf(trust, path).flatMap(({ identities }) => identities) };
}

function verdictOf(answers: readonly Decision[]): Verdict {
  const verdicts = answers.map(({ verdict }) => verdict);
  return verdicts.includes("allow") ? "allow" : verdicts.includes("undetermined") ? "undetermined" : "deny";
}

function wrong(name: string, { path, lines }: Intent, token: Token, expected: Verdict, decisions: readonly Decision[]): string {
  return `${path} must ${expected} the token (${name}): ${JSON.stringify({ token, lines, decisions }, null, 2)}`;
}
