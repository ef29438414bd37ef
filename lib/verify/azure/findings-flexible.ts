import type { Finding } from "../finding";
import { type Breadth, breadthOf } from "../subject-breadth";
import { isKnown, show } from "../text";
import type { AzureCredential } from "./credential";
import type { FlexibleExpression } from "./flexible-expression";
import { FLEXIBLE_ISSUERS, type FlexibleIssuer } from "./flexible-issuers";
import { withoutHoles } from "./holes";
import { clipped } from "./match";
import { SOURCES } from "./sources";

/** What Entra refuses of claims matching expressions, and what in them is wide or never matches. */
export function findInExpression(credential: AzureCredential): Finding[] {
  const { expression, issuer } = credential;
  if (expression === undefined) return [];
  const finding = (id: string, what: string, why: string, cure: string): Finding => {
    return { id, severity: "error", place: credential.place, what, why, cure, source: SOURCES.flexible, refusedAtApply: true };
  };
  if (!isKnown(expression.text.slice(0, 1))) return [];
  if (expression.error !== undefined) {
    const why = `an expression is claims['sub'] eq '…' or matches '…', joined by and: ${expression.error}`;
    return [
      finding("azure-flexible-unreadable", `the expression is ${clipped(show(expression.text))}`, why, "write it in this form"),
    ];
  }
  const loose = [...looseClauses(credential, expression), ...broadClauses(credential, expression)];
  if (!isKnown(issuer)) return loose;
  const known = FLEXIBLE_ISSUERS.find(({ url }) => url.test(issuer));
  if (known === undefined) {
    const why = "Entra takes expressions for GitHub, GitLab and HCP Terraform alone";
    const what = `the issuer of a flexible credential is ${clipped(issuer)}`;
    return [finding("azure-flexible-issuer", what, why, "write a credential for each exact subject"), ...loose];
  }
  return [...clauses(expression, known, finding), ...missing(expression, known, finding), ...loose];
}

type NewFinding = (id: string, what: string, why: string, cure: string) => Finding;

function clauses(expression: FlexibleExpression, issuer: FlexibleIssuer, finding: NewFinding): Finding[] {
  const { name, oneOf, idSubjects } = issuer;
  const subjects = expression.clauses.filter(({ claim }) => claim === "sub");
  const takesIds =
    idSubjects === undefined || subjects.every(({ value }) => idSubjects.test(value) || !isKnown(value.slice(0, 1)));
  const claims = Object.fromEntries(Object.entries(issuer.claims).filter(([claim]) => takesIds || !oneOf.includes(claim)));
  return expression.clauses.flatMap(({ claim, operator }) => {
    const operators = Object.hasOwn(claims, claim) ? (claims[claim] ?? []) : undefined;
    if (operators === undefined) {
      const why = `Entra compares only ${Object.keys(claims).join(", ")} of ${name}'s claims`;
      return [
        finding("azure-flexible-claim", `the expression compares the claim ${clipped(claim)}`, why, "compare one of these"),
      ];
    }
    if (operators.some((each) => each === operator)) return [];
    const why = `for ${claim}, Entra takes only ${operators.join(" and ")}`;
    const what = `the expression compares ${claim} by ${clipped(operator)}`;
    return [finding("azure-flexible-operator", what, why, `use ${operators.join(" or ")}`)];
  });
}

function missing(
  { clauses: compared }: FlexibleExpression,
  { name, oneOf, immutableSubjects }: FlexibleIssuer,
  finding: NewFinding,
): Finding[] {
  const has = (claim: string): boolean => compared.some((clause) => clause.claim === claim);
  const found: Finding[] = [];
  if (!has("sub")) {
    found.push(
      finding(
        "azure-flexible-sub-missing",
        "the expression does not compare sub",
        `for ${name}, it must`,
        "add claims['sub'] eq or matches",
      ),
    );
  }
  if (oneOf.length > 0 && !oneOf.some(has)) {
    const what = `the expression compares none of ${oneOf.join(", ")}`;
    const cure = `add claims['${oneOf[0] ?? ""}'] eq '…'`;
    if (compared.some(({ claim, value }) => claim === "sub" && immutableSubjects?.test(value) === true)) {
      const why = `since August 2026, Entra wants one of them of ${name}; whether also beside a subject that names an id is not documented`;
      const { refusedAtApply: _, ...open } = finding("azure-flexible-id-missing", what, why, cure);
      found.push({ ...open, severity: "warning" });
    } else {
      const why = `since August 2026, Entra wants one of them of ${name}, because names can be taken over; older credentials stay as they are`;
      found.push(finding("azure-flexible-id-missing", what, why, cure));
    }
  }
  return found;
}

function looseClauses({ place }: AzureCredential, { clauses: compared }: FlexibleExpression): Finding[] {
  return compared.flatMap(({ claim, operator, value }): Finding[] => {
    if (operator === "eq" && value.includes("*")) {
      return [
        {
          id: "azure-flexible-eq-wildcard",
          severity: "warning",
          place,
          what: `the expression wants ${claim} equal to ${clipped(show(value))}`,
          why: "eq compares exactly: a * is that character, so it never matches",
          cure: "use matches",
          source: SOURCES.flexible,
        },
      ];
    }
    if (operator === "matches" && /^[*?]+$/.test(value)) {
      return [
        {
          id: "azure-flexible-any",
          severity: "warning",
          place,
          what: `the expression lets ${claim} be anything`,
          why: "a pattern of wildcards alone compares nothing",
          cure: "spell out as much of the claim as is known",
          source: SOURCES.flexible,
        },
      ];
    }
    return [];
  });
}

const BREADTHS: Readonly<Record<Breadth, readonly [id: string, what: string, cure: string]>> = {
  owner: ["azure-flexible-whole-owner", "everything of an owner", "name the repository, project or workspace"],
  repository: ["azure-flexible-whole-repository", "every branch, tag and pull request", "name the environment or branch"],
  prefix: ["azure-flexible-open-prefix", "every name that begins with it", "end the name before the wildcard, or spell it out"],
};

/** The ids of one repository or project: whatever the subject leaves open is of it. */
const OF_ONE = ["repository_id", "project_id"];

function broadClauses({ place }: AzureCredential, { clauses: compared }: FlexibleExpression): Finding[] {
  const isOne = compared.some(({ claim, operator }) => OF_ONE.includes(claim) && operator === "eq");
  const subjects = compared.filter(({ claim, operator }) => claim === "sub" && operator === "matches");
  const breadths = subjects.map(({ value }) => breadthOf(withoutHoles(value, "x")));
  const [breadth] = breadths;
  // All comparisons must hold, so the narrowest one counts.
  if (
    breadth === undefined ||
    breadths.includes(undefined) ||
    compared.some(({ claim, operator }) => claim === "sub" && operator === "eq")
  )
    return [];
  const [id, whom, cure] = BREADTHS[breadth === "owner" && isOne ? "repository" : breadth];
  const what = `the expression lets in ${whom}: ${clipped(show(subjects[0]?.value ?? ""))}`;
  const why = "whoever can run any of these jobs, such as of a pull request, becomes the identity";
  return [{ id, severity: "warning", place, what, why, cure, source: SOURCES.flexible }];
}
