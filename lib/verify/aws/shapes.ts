import { shapeOf, type ClaimTest, type TokenShape } from "../shape";
import { expressionOf, isKnown, show } from "../text";
import { keyPlace } from "./claim-keys";
import { limitOf, pinnedTo, together } from "./claim-tests";
import { conditionText } from "./condition-text";
import { denialsOf } from "./denials";
import { coversAction } from "./evaluation";
import type { AwsModel } from "./model";
import { providersOfPrincipal, providersOn } from "./named-provider";
import { podShapes } from "./pod-shapes";
import type { BareRole } from "./roles";
import { roleDoubts } from "./role-checks";
import { sessionGates } from "./session-gates";
import type { Statement } from "./statement";
import { subjectControl } from "./subject-control";
import { bearerOf, providerKey, type TrustedProvider } from "./trusted-provider";

const ACTION = "sts:assumerolewithwebidentity";

/** What all shapes of a role share; each computed once. */
interface Reading {
  readonly role: BareRole;
  readonly model: AwsModel;
  readonly gates: ReturnType<typeof sessionGates>;
  readonly denials: (provider: TrustedProvider) => ReturnType<typeof denialsOf>;
  readonly control: (provider: TrustedProvider) => ReturnType<typeof subjectControl>;
}

/** The shapes of token that a role accepts: for each statement that allows and each provider that it names. */
export function shapesOf(role: BareRole, model: AwsModel): readonly TokenShape[] {
  const { trust, address } = role;
  const doubts = roleDoubts(role);
  const reading: Reading = {
    role,
    model,
    gates: sessionGates(role, model),
    denials: once((provider) => denialsOf(provider, role, model)),
    control: once((provider) => subjectControl(provider, role, bearerOf(provider, role, model), ACTION)),
  };
  const shapes = trust.statements
    .filter(({ effect }) => effect === "Allow")
    .flatMap((statement) => webShapes(statement, reading, doubts));
  const all = [...shapes, ...podShapes(role, model, doubts)];
  if (trust.open.length === 0) return all;
  const unread: ClaimTest = { claim: "iss", test: "unknown", values: [...trust.open] };
  return [...all, shapeOf([unread], [address], doubts)];
}

function once<T>(compute: (provider: TrustedProvider) => T): (provider: TrustedProvider) => T {
  const known = new Map<string, T>();
  return (provider) => {
    const key = providerKey(provider);
    const found = known.has(key) ? known.get(key) : compute(provider);
    known.set(key, found as T);
    return found as T;
  };
}

function webShapes(statement: Statement, reading: Reading, doubts: readonly string[]): TokenShape[] {
  const { role, model } = reading;
  const covered = coversAction(statement.actions, ACTION);
  if (covered === "no") return [];
  const { federated, everyone, negated, open } = statement.principals;
  const reasons = [...doubts, ...(covered === "unknown" ? [`the action of ${statement.label} is unknown`] : [])];
  const shapes = (negated ? [] : federated).flatMap((principal) => {
    const providers = providersOfPrincipal(principal, role, model);
    if (providers.length > 0) return providers.flatMap((provider) => shapesFor(statement, provider, reading, reasons));
    if (expressionOf(principal) === undefined && principal !== "*") return [];
    return anyProvider(statement, show(principal), principal, reading, reasons);
  });
  if (everyone || negated || open) {
    const who = negated ? "NotPrincipal" : everyone ? "*" : "unknown";
    shapes.push(...anyProvider(statement, who, who, reading, reasons));
  }
  return shapes;
}

/** Whichever provider it is: a condition that only one issuer's tokens meet says which. */
function anyProvider(
  statement: Statement,
  who: string,
  principal: string,
  reading: Reading,
  reasons: readonly string[],
): TokenShape[] {
  const { role, model, gates } = reading;
  const unknown = [...reasons, `the principal of ${statement.label} is ${who}`];
  const host = statement.tests.map(pinnedTo).find((pinned) => pinned !== undefined);
  if (host !== undefined) {
    return providersOn(host, role, model).flatMap((provider) => shapesFor(statement, provider, reading, unknown));
  }
  const tests = statement.tests.map((test): ClaimTest => ({
    claim: test.key.text,
    test: "expression",
    values: [conditionText(test)],
  }));
  return gates(statement, undefined).map((carried) =>
    shapeOf([{ claim: "iss", test: "unknown", values: [principal] }, ...tests, ...carried], [role.address], unknown),
  );
}

function shapesFor(statement: Statement, provider: TrustedProvider, reading: Reading, reasons: readonly string[]): TokenShape[] {
  const { role, model } = reading;
  const { issuer, hostAndPath } = provider;
  const unknown = [...reasons];
  if (issuer === undefined && !provider.builtIn) {
    if (model.configuration.options.complete === true) return [];
    unknown.push(`the provider of ${show(hostAndPath)} is not in the files`);
  }
  if (issuer !== undefined && provider.passed === "unknown") {
    unknown.push(`whether ${statement.label} names ${issuer.address} is unknown`);
  }
  if (issuer?.resource.perhaps === true) unknown.push(`whether ${issuer.address} exists is unknown`);
  const tests: ClaimTest[] = [issuerTest(provider)];
  if (issuer?.audiencesKnown === true) tests.push({ claim: "aud", test: "is", values: issuer.audiences });
  for (const test of statement.tests) {
    // A statement that may not be there is read as one under a condition of that name.
    if (expressionOf(test.operatorName) !== undefined && test.operatorName === test.key.text) {
      unknown.push(show(test.operatorName));
      continue;
    }
    const restriction = limitOf(test, provider);
    if (restriction === "never") return [];
    if (restriction !== "always") tests.push(restriction);
    if (keyPlace(test.key, provider.keys).kind === "open") unknown.push(`whose key ${show(test.key.text)} is, is unknown`);
  }
  const denials = reading.denials(provider);
  if (denials === undefined) return [];
  tests.push(...denials.tests);
  unknown.push(...denials.unknown);
  const control = reading.control(provider);
  if (control?.passed === "no") return [];
  if (control?.passed === "unknown") unknown.push(control.why);
  const through = [...(issuer === undefined ? [] : [issuer.address]), role.address];
  return reading.gates(statement, provider).flatMap((carried) => {
    const reduced = reduce([...tests, ...carried]);
    return reduced === undefined ? [] : [shapeOf(reduced, through, unknown)];
  });
}

/** Built-in issuers are known by their host, and Google itself writes both. Of others, a slash more is not documented. */
function issuerTest({ issuer, builtIn, hostAndPath }: TrustedProvider): ClaimTest {
  const url = issuer?.url ?? `https://${hostAndPath}`;
  if (issuer === undefined && builtIn) return { claim: "iss", test: "is", values: [url, hostAndPath] };
  return { claim: "iss", test: "is", values: [url], ...(isKnown(url) ? { unsettled: [`${url}/`] } : {}) };
}

/** The tests as few as they can be; nothing, if no token passes them. */
function reduce(tests: readonly ClaimTest[]): ClaimTest[] | undefined {
  const byClaim = new Map<string, ClaimTest[]>();
  for (const test of tests) {
    const known = byClaim.get(test.claim);
    if (known === undefined) byClaim.set(test.claim, [test]);
    else known.push(test);
  }
  const reduced = [...byClaim.values()].map(together);
  return reduced.some((left) => left === undefined) ? undefined : reduced.flatMap((left) => left ?? []);
}
