import { AZURE_LIMITS } from "../../facts/azure";
import type { Finding } from "../finding";
import type { Permission } from "../model-identity";
import { expressionOf, show } from "../text";
import type { AzureIdentity } from "./azure-identity";
import type { AzureCredential } from "./credential";
import { withoutHoles } from "./holes";
import { clipped, listed } from "./match";
import { SOURCES } from "./sources";

/** What Azure refuses of an identity's credentials together, and roles that are too wide for what comes from outside. */
export function findInIdentity(identity: AzureIdentity): Finding[] {
  if (identity.credentials.length === 0 && identity.bindings === undefined) return [];
  const sure: Written = {
    place: identity.place,
    address: identity.address,
    credentials: identity.credentials.filter(({ perhaps, type }) => perhaps !== true && !UPDATES.includes(type)),
  };
  return [
    ...tooMany(sure),
    ...twice(sure),
    ...unordered(sure),
    ...oneForm(sure),
    ...identity.permissions.flatMap((granted) => broadRole(identity, granted)),
  ];
}

/** They change a credential that another resource creates. */
const UPDATES = ["azapi_update_resource", "azapi_resource_action"];

type Written = Pick<AzureIdentity, "place" | "address" | "credentials">;

function tooMany({ place, address, credentials }: Written): Finding[] {
  const { maxCount } = AZURE_LIMITS.credentials;
  if (credentials.length <= maxCount) return [];
  return [
    {
      id: "azure-too-many-credentials",
      severity: "error",
      place,
      what: `${address} has ${credentials.length} federated credentials`,
      why: `an identity has at most ${maxCount}`,
      cure: "spread them over several identities",
      source: SOURCES.considerations,
      refusedAtApply: true,
    },
  ];
}

function twice({ credentials }: Written): Finding[] {
  const first = new Map<string, AzureCredential>();
  return credentials.flatMap((credential): Finding[] => {
    const { issuer, subject, expression, place } = credential;
    if (expression !== undefined || subject === "") return [];
    const key = JSON.stringify([issuer, subject]);
    const earlier = first.get(key);
    first.set(key, earlier ?? credential);
    if (earlier === undefined) return [];
    return [
      {
        id: "azure-duplicate-issuer-and-subject",
        severity: "error",
        place,
        what: `${earlier.address} has the same issuer and subject: ${clipped(show(issuer))}, ${clipped(show(subject))}`,
        why: "issuer and subject together are unique on an identity",
        cure: "remove one of the credentials",
        source: SOURCES.considerations,
        refusedAtApply: true,
      },
    ];
  });
}

const GITHUB = "https://token.actions.githubusercontent.com";

/** GitHub writes `repo:ORG/REPO:…` or, as a repository of after July 2026 does, `repo:ORG@ID/REPO@ID:…`. */
function oneForm({ credentials }: Written): Finding[] {
  const jobs = credentials.filter(({ issuer, subject }) => issuer === GITHUB && /^repo:[^/:*?]+\/[^/:*?]+:/.test(subject));
  const withIds = jobs.filter(({ subject }) => /^repo:[^/:]*@/.test(subject));
  const [first] = jobs;
  if (first === undefined || (withIds.length > 0 && withIds.length < jobs.length)) return [];
  const other = withIds.length > 0 ? "without ids, repo:ORG/REPO:…" : "with ids, repo:ORG@ID/REPO@ID:…";
  return [
    {
      id: "azure-github-subject-format",
      severity: "note",
      place: first.place,
      what: `the subject is ${clipped(show(first.subject))}`,
      why: `GitHub also writes subjects ${other}, which do not match; a repository writes one of the forms`,
      cure: "write the form that the repository's tokens have, or a credential for each while it changes over",
      source: SOURCES.githubSubjects,
    },
  ];
}

/** azuread's provider orders its own writes to an application. Only configurations say what waits for what. */
function unordered({ address, credentials }: Written): Finding[] {
  const written = credentials.filter(({ dependsOn, type }) => dependsOn !== undefined && !type.startsWith("azuread_"));
  const byAddress = new Map(written.map((credential) => [credential.address, credential]));
  const followed = new Set<AzureCredential>();
  const free = written.filter((credential) => {
    const stack = credential.address.slice(0, Math.max(0, credential.address.indexOf(`${credential.type}.`)));
    const earlier = credential.dependsOn
      ?.map((each) => byAddress.get(stack + show(each)))
      .find((each) => each !== undefined && each !== credential && !followed.has(each));
    if (earlier !== undefined) followed.add(earlier);
    return earlier === undefined;
  });
  const [, second] = free;
  if (second === undefined) return [];
  return [
    {
      id: "azure-concurrent-writes",
      severity: "note",
      place: second.place,
      what: `${listed(free.map((credential) => credential.address))} of ${address} do not wait for one another`,
      why: "Azure takes one write of a credential an identity at a time and answers others with a conflict (409)",
      cure: "let each depend on the one before it",
      source: SOURCES.considerations,
    },
  ];
}

/** https://learn.microsoft.com/azure/role-based-access-control/built-in-roles, https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference */
const BROAD_ROLES: Readonly<Record<string, string>> = {
  owner: "Owner",
  contributor: "Contributor",
  "user access administrator": "User Access Administrator",
  "role based access control administrator": "Role Based Access Control Administrator",
  "8e3af657-a8ff-443c-a75c-2fe8c4bcb635": "Owner",
  "b24988ac-6180-42a0-ab88-20f7382dd24c": "Contributor",
  "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9": "User Access Administrator",
};
const BROAD_DIRECTORY_ROLES: Readonly<Record<string, string>> = {
  "62e90394-69f5-4237-9190-012177145e10": "Global Administrator",
  "e8611ab8-c189-46e8-94e1-60213ab1f814": "Privileged Role Administrator",
};

function broadRole({ place, address }: AzureIdentity, { name, on, address: at }: Permission): Finding[] {
  const word = name.slice(name.lastIndexOf("/") + 1).toLowerCase();
  const finding = (what: string, why: string, source: string): Finding => {
    return {
      id: "azure-broad-role",
      severity: "warning",
      place,
      what,
      why,
      cure: "grant a narrower role on what it needs alone",
      source,
    };
  };
  if (Object.hasOwn(BROAD_DIRECTORY_ROLES, word) && /(^|\/)azuread_/.test(at)) {
    const why = "whoever holds a token of its workload rules the directory";
    return [finding(`${address} is ${BROAD_DIRECTORY_ROLES[word] ?? ""} (${at})`, why, SOURCES.directoryRoles)];
  }
  if (!Object.hasOwn(BROAD_ROLES, word) || on === undefined || !isWholeSubscription(on)) return [];
  const why = "whoever holds a token of its workload rules all that is there";
  return [finding(`${address} is ${BROAD_ROLES[word] ?? ""} of ${clipped(show(on))} (${at})`, why, SOURCES.roles)];
}

function isWholeSubscription(scope: string): boolean {
  const whole = /^\/$|^\/subscriptions\/[^/]+\/?$|^\/providers\/Microsoft\.Management\/managementGroups\/[^/]+\/?$/i;
  return (
    whole.test(withoutHoles(scope, "x")) ||
    /(^|[./])azurerm_(subscription|management_group)\.[^.]+\.id$/.test(expressionOf(scope) ?? "")
  );
}
