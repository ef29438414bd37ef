import { shapeOf, type ClaimTest, type TokenShape } from "../shape";
import { expressionOf, show, type Truth } from "../text";
import { conditionText, restrictionOf, together } from "./claim-tests";
import { coversAction } from "./evaluation";
import { providerReadBy, type AwsIssuer } from "./issuers";
import { providerArnOf } from "./provider-arn";
import { isBuiltIn } from "./claim-keys";
import type { AwsModel } from "./model";
import { podShapes } from "./pod-shapes";
import type { BareRole } from "./roles";
import type { Statement } from "./statement";
import { subjectControl } from "./subject-control";
import { bearerOf, coversProvider, namesProvider, providerNamed, providerOf, type TrustedProvider } from "./trusted-provider";

const ACTION = "sts:assumerolewithwebidentity";

/** The shapes of token that a role accepts: one for each statement that allows and each provider that it names. */
export function shapesOf(role: BareRole, model: AwsModel): readonly TokenShape[] {
  const { trust, address } = role;
  const doubts = [
    ...(role.resource.perhaps === true ? ["whether the role exists is not known"] : []),
    ...trust.faults.slice(0, 1).map((fault) => `IAM refuses the trust policy: ${fault}`),
    ...trust.open,
  ];
  const shapes = trust.statements
    .filter(({ effect }) => effect === "Allow")
    .flatMap((statement) => [...webShapes(statement, role, model, doubts), ...podShapes(statement, role, model, doubts)]);
  if (trust.open.length === 0) return shapes;
  const unread: ClaimTest = { claim: "iss", test: "unknown", values: [...trust.open] };
  return [...shapes, shapeOf([unread], [address], doubts)];
}

function webShapes(statement: Statement, role: BareRole, model: AwsModel, doubts: readonly string[]): TokenShape[] {
  const covered = coversAction(statement.actions, ACTION);
  if (covered === "no") return [];
  const { federated, everyone, negated, open } = statement.principals;
  const reasons = [...doubts, ...(covered === "unknown" ? [`the action of ${statement.label} is not known`] : [])];
  const listed = negated ? [] : federated;
  const shapes = listed.flatMap((principal) => {
    const provider = providerOfPrincipal(principal, role, model);
    if (provider !== undefined) return shapeFor(statement, provider, role, model, reasons) ?? [];
    if (expressionOf(principal) === undefined && principal !== "*") return [];
    return anyIssuer(`the principal of ${statement.label} is ${show(principal)}`, principal);
  });
  if (everyone || negated || open) {
    const who = negated ? "NotPrincipal" : everyone ? "*" : "not known";
    shapes.push(anyIssuer(`the principal of ${statement.label} is ${who}`, who));
  }
  return shapes;

  function anyIssuer(reason: string, principal: string): TokenShape {
    const tests = statement.tests.map((test): ClaimTest => ({
      claim: test.key.text,
      test: "expression",
      values: [conditionText(test)],
    }));
    return shapeOf([{ claim: "iss", test: "unknown", values: [principal] }, ...tests], [role.address], [...reasons, reason]);
  }
}

/** The provider that a principal names, if it can name one of the role's account. */
export function providerOfPrincipal(principal: string, role: BareRole, model: AwsModel): TrustedProvider | undefined {
  const read = expressionOf(principal) === undefined ? undefined : providerReadBy(principal, model.configuration);
  const named = read === undefined ? undefined : model.issuerOf(read.address);
  const host = named?.hostAndPath ?? providerArnOf(principal)?.hostAndPath ?? (isBuiltIn(principal) ? principal : undefined);
  if (host === undefined) return undefined;
  const names = (issuer: AwsIssuer): Truth => namesProvider(principal, providerOf(issuer, "yes", ""), role.account, model);
  const sure = model.issuersAt(`https://${host}`);
  const complete = model.configuration.options.complete === true;
  const here =
    named ??
    [...sure, ...model.openIssuers].find((issuer) => names(issuer) === "yes") ??
    (complete ? [...sure, ...model.openIssuers] : sure).find((issuer) => names(issuer) === "unknown");
  if (here === undefined) {
    const elsewhere = providerNamed(host, "unknown", "");
    return namesProvider(principal, elsewhere, role.account, model) === "no" ? undefined : elsewhere;
  }
  const passed = names(here);
  return passed === "no" ? undefined : providerOf(here, passed, "");
}

function shapeFor(
  statement: Statement,
  provider: TrustedProvider,
  role: BareRole,
  model: AwsModel,
  reasons: readonly string[],
): TokenShape | undefined {
  const { issuer, hostAndPath } = provider;
  const unknown = [...reasons];
  const complete = model.configuration.options.complete === true;
  if (issuer === undefined && !provider.builtIn) {
    if (complete) return undefined;
    unknown.push(`the provider of ${show(hostAndPath)} is not in the files`);
  }
  if (issuer !== undefined && provider.passed === "unknown") {
    unknown.push(`whether ${statement.label} names ${issuer.address} is not known`);
  }
  if (issuer?.resource.perhaps === true) unknown.push(`whether ${issuer.address} exists is not known`);
  const url = `https://${hostAndPath}`;
  // Built-in issuers are known by their host, and Google itself writes both.
  const tests: ClaimTest[] = [
    { claim: "iss", test: "is", values: issuer === undefined ? (provider.builtIn ? [url, hostAndPath] : [url]) : [issuer.url] },
  ];
  if (issuer?.audiencesKnown === true) tests.push({ claim: "aud", test: "is", values: issuer.audiences });
  for (const test of statement.tests) {
    const restriction = restrictionOf(test, provider);
    if (restriction === "never") return undefined;
    if (restriction !== "always") tests.push(restriction);
  }
  const denials = denialsOf(provider, role, model);
  if (denials === undefined) return undefined;
  tests.push(...denials.tests);
  unknown.push(...denials.unknown);
  const control = subjectControl(provider, role, bearerOf(provider, role, model), ACTION);
  if (control?.passed === "no") return undefined;
  if (control?.passed === "unknown") unknown.push(control.why);
  const claims = [...new Set(tests.map(({ claim }) => claim))];
  const reduced = claims.map((claim) => together(tests.filter((test) => test.claim === claim)));
  if (reduced.some((left) => left === undefined)) return undefined;
  const through = [...(issuer === undefined ? [] : [issuer.address]), role.address];
  return shapeOf(
    reduced.flatMap((left) => left ?? []),
    through,
    unknown,
  );
}

/** What the Deny statements say of a provider's tokens; nothing, if they refuse all. */
function denialsOf(
  provider: TrustedProvider,
  role: BareRole,
  model: AwsModel,
): { readonly tests: ClaimTest[]; readonly unknown: string[] } | undefined {
  const tests: ClaimTest[] = [];
  const unknown: string[] = [];
  for (const statement of role.trust.statements) {
    if (statement.effect !== "Deny") continue;
    const about = coversProvider(statement.principals, "Deny", provider, role.account, model);
    const action = coversAction(statement.actions, ACTION);
    if (about === "no" || action === "no") continue;
    const restrictions = statement.tests.map((test) => restrictionOf(test, provider));
    if (restrictions.includes("never")) continue;
    const real = restrictions.filter((restriction) => typeof restriction === "object");
    if (about === "unknown" || action === "unknown") {
      unknown.push(`whether ${statement.label} denies is not known`);
      continue;
    }
    const [only] = real;
    if (only === undefined) return undefined;
    tests.push(real.length === 1 ? opposite(only) : unless(statement, only.claim));
  }
  return { tests, unknown };

  function unless(statement: Statement, claim: string): ClaimTest {
    return { claim, test: "expression", values: [`unless ${statement.tests.map(conditionText).join(" and ")}`] };
  }
}

const OPPOSITES: Partial<Record<ClaimTest["test"], ClaimTest["test"]>> = {
  is: "not",
  like: "not-like",
  present: "absent",
  absent: "present",
};

function opposite(test: ClaimTest): ClaimTest {
  const { claim, values } = test;
  // Of a claim that may be missing, a negated operator denies its absence as well: the value must be there and be one of these.
  if (test.test === "not") return { claim, test: "is", values };
  if (test.test === "not-like") return { claim, test: "like", values };
  const found = OPPOSITES[test.test];
  if (found !== undefined) return { claim, test: found, values };
  return { claim, test: test.test === "unknown" ? "unknown" : "expression", values: values.map((value) => `unless ${value}`) };
}
