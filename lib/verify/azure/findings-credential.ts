import { AZURE_LIMITS } from "../../facts/azure";
import type { Finding } from "../finding";
import { isKnown, show } from "../text";
import { exchangeAudience } from "./audience";
import type { AzureCredential } from "./credential";
import { withoutHoles } from "./holes";
import { clipped } from "./match";
import { SOURCES } from "./sources";

const { considerations } = SOURCES;
const { maxLength } = AZURE_LIMITS.credentialField;

/** What Azure refuses of a single credential, and what no token ever matches. */
export function findInCredential(credential: AzureCredential): Finding[] {
  return [...refusedFields(credential), ...refusedName(credential), ...audiences(credential), ...neverMatching(credential)];
}

function refusedFields(credential: AzureCredential): Finding[] {
  const { place, issuer, subject, expression } = credential;
  const fields = { issuer, ...(expression === undefined ? { subject } : {}) };
  return Object.entries({ ...fields, audience: credential.audiences[0] ?? "-" }).flatMap(([field, value]): Finding[] => {
    if (value === "") {
      return [
        {
          id: "azure-credential-incomplete",
          severity: "error",
          place,
          what: `the credential has no ${field}`,
          why: "issuer, subject and audience are what Entra compares; without one there is no credential",
          cure: `write the ${field} exactly as tokens carry it`,
          source: considerations,
          refusedAtApply: true,
        },
      ];
    }
    if (!isKnown(value) || value.length <= maxLength) return [];
    return [
      {
        id: "azure-field-too-long",
        severity: "error",
        place,
        what: `the ${field} has ${value.length} characters: ${clipped(value)}`,
        why: `Azure takes at most ${maxLength} characters`,
        cure: `shorten the ${field} where it is issued`,
        source: considerations,
        refusedAtApply: true,
      },
    ];
  });
}

/** `display_name` of applications is Graph's `name` of the credential: the same rule. */
function refusedName({ place, name }: AzureCredential): Finding[] {
  if (name === "" || !isKnown(name) || AZURE_LIMITS.credentialName.pattern.test(name)) return [];
  return [
    {
      id: "azure-credential-name",
      severity: "error",
      place,
      what: `the credential's name is ${clipped(JSON.stringify(name))}`,
      why: "a name has 3 to 120 letters, digits, - and _, and begins with a letter or digit",
      cure: "choose a name of that form; it cannot be changed later",
      source: considerations,
      refusedAtApply: true,
    },
  ];
}

function audiences(credential: AzureCredential): Finding[] {
  const { place, audiences: given } = credential;
  const [audience] = given;
  if (given.length !== 1 || audience === undefined) {
    return [
      {
        id: "azure-audience-count",
        severity: "error",
        place,
        what: `the credential has ${given.length} audiences`,
        why: "a credential has exactly one audience",
        cure: "write one credential an identity, issuer and subject, with one audience",
        source: considerations,
        refusedAtApply: true,
      },
    ];
  }
  const exchange = exchangeAudience(credential, audience);
  if (exchange.passed === "yes" || !isKnown(audience) || audience === "") return [];
  const environment = exchange.why.includes("environment");
  return [
    {
      id: "azure-audience-not-exchange",
      severity: environment ? "note" : "warning",
      place,
      what: `the audience is ${clipped(audience)}`,
      why: environment
        ? "it is the audience of a national cloud, and the provider block does not say that this is one"
        : "Entra says that the audience must be the one of its token exchange; whether it takes another is not documented",
      cure: environment
        ? "set environment in the provider block"
        : "use api://AzureADTokenExchange, or the one of the national cloud",
      source: considerations,
    },
  ];
}

function neverMatching({ place, issuer, subject, expression, audiences: given }: AzureCredential): Finding[] {
  const fields = { issuer, ...(expression === undefined ? { subject } : {}), audience: given[0] ?? "" };
  return Object.entries(fields).flatMap(([field, value]): Finding[] => {
    const found: Finding[] = [];
    if (value !== value.trim()) {
      found.push({
        id: "azure-white-space",
        severity: "warning",
        place,
        what: `the ${field} begins or ends with white space: ${clipped(JSON.stringify(show(value)))}`,
        why:
          field === "issuer"
            ? "white space around the issuer blocks the token exchange"
            : "Entra compares exactly, and tokens carry no white space there, so it never matches",
        cure: "remove the white space",
        source: considerations,
      });
    }
    if (value.includes("*")) {
      found.push({
        id: "azure-wildcard-never-matches",
        severity: "warning",
        place,
        what: `the ${field} is ${clipped(show(value))}`,
        why: "Entra compares exactly: a * is that character and not a wildcard, so it never matches",
        cure:
          field === "subject"
            ? "write a credential for each subject, or a flexible credential of an application"
            : `write the ${field} exactly as tokens carry it`,
        source: considerations,
      });
    }
    if (
      field === "subject" &&
      /^system:serviceaccount:/i.test(value) &&
      withoutHoles(value, "").toLowerCase() !== withoutHoles(value, "")
    ) {
      found.push({
        id: "azure-subject-letter-case",
        severity: "warning",
        place,
        what: `the subject is ${clipped(show(value))}`,
        why: "names on Kubernetes are in lower case, and Entra compares letter case: it answers AADSTS7002138",
        cure: "write it in lower case",
        source: SOURCES.letterCase,
      });
    }
    return found;
  });
}
