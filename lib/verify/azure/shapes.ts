import { type ClaimTest, shapeOf, type TokenShape } from "../shape";
import { holesIn, show } from "../text";
import { exchangeAudience } from "./audience";
import type { AzureIdentity } from "./azure-identity";
import type { AzureCredential } from "./credential";
import { clipped } from "./match";

/** The shapes of token that credentials accept: one each. A credential that Azure refuses or that nothing matches has none. */
export function shapesOf(credentials: readonly AzureCredential[], disabled?: "unknown"): TokenShape[] {
  const shapes = credentials.filter(({ issuer }) => issuer === issuer.trim() && issuer !== "").flatMap(shapeOfCredential);
  if (disabled === undefined) return shapes;
  return shapes.map((shape) => ({ ...shape, unknown: [...shape.unknown, "whether the service principal may sign in"] }));
}

/** So many identities that may be one are told one by one. */
export const MOST_OTHERS = 20;

/** The shapes of credentials that name an identity otherwise, and may be of it. */
export function shapesOfOthers(others: readonly AzureIdentity[]): TokenShape[] {
  if (others.length > MOST_OTHERS) {
    const why = `whether one of ${others.length} identities that the files name otherwise is this one`;
    return [shapeOf([{ claim: "iss", test: "unknown", values: [why] }], [], [why])];
  }
  return others.flatMap(({ address, credentials }) =>
    shapesOf(credentials).map((shape) => ({ ...shape, unknown: [...shape.unknown, `whether ${address} is this identity`] })),
  );
}

function shapeOfCredential(credential: AzureCredential): TokenShape[] {
  const { address, issuer } = credential;
  const audiences = credential.audiences.filter((audience) => audience !== "");
  const who = subjectTests(credential);
  if (who === undefined || audiences.length === 0) return [];
  const tests: ClaimTest[] = [
    { claim: "iss", test: "is", values: [issuer] },
    ...who.tests,
    { claim: "aud", test: "is", values: audiences },
  ];
  const exists = credential.perhaps === true ? [`whether ${address} exists: its count or for_each is unknown`] : [];
  const unknown = [...fromEntra(issuer), ...audienceUnknown(credential), ...who.unknown, ...exists];
  return [shapeOf(tests, [address], unknown)];
}

/** Documents contradict each other on tokens that Entra itself issued. */
export function fromEntra(issuer: string): string[] {
  return isOfEntra(issuer) ? [`whether Entra takes a token that Entra issued (${clipped(show(issuer))}) is not documented`] : [];
}

export const isOfEntra = (issuer: string): boolean =>
  /^https:\/\/(login\.microsoftonline\.(com|us)|login\.(partner\.microsoftonline|chinacloudapi)\.cn|sts\.windows\.net)\//i.test(
    issuer,
  );

interface SubjectTests {
  readonly tests: readonly ClaimTest[];
  readonly unknown: readonly string[];
}

function subjectTests({ subject, expression }: AzureCredential): SubjectTests | undefined {
  if (expression === undefined) {
    return subject === "" ? undefined : { tests: [{ claim: "sub", test: "is", values: [subject] }], unknown: [] };
  }
  if (expression.error !== undefined) {
    const test: ClaimTest = { claim: "sub", test: "expression", values: [expression.text] };
    return { tests: [test], unknown: [`the expression could not be read: ${expression.error}`] };
  }
  const unknown = expression.clauses
    .filter(({ operator }) => operator !== "eq" && operator !== "matches")
    .map(({ operator }) => `what the operator ${operator} means to Entra`);
  const tests = expression.clauses.map(({ claim, operator, value }): ClaimTest => {
    if (operator === "eq") return { claim, test: "is", values: [value] };
    return { claim, test: operator === "matches" ? "like" : "unknown", values: [value] };
  });
  return { tests, unknown };
}

function audienceUnknown(credential: AzureCredential): string[] {
  const { audiences } = credential;
  if (audiences.length > 1) return [`Azure takes one audience a credential, not ${audiences.length}`];
  return audiences.flatMap((audience) => {
    if (holesIn(audience).length > 0) return [];
    const exchange = exchangeAudience(credential, audience);
    return exchange.passed === "yes" ? [] : [exchange.why];
  });
}

/** The credential in words, for checks and findings. */
export function credentialText({ issuer, subject, expression }: AzureCredential): string {
  return expression === undefined ? `${show(issuer)}, ${show(subject)}` : `${show(issuer)}, ${show(expression.text)}`;
}
