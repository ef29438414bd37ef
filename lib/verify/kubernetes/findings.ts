import type { Finding } from "../finding";
import type { Trusts } from "../cloud";
import type { ModelIdentity } from "../model-identity";
import { listsOf, onceForEach } from "../shape-lists";
import { testOn, type TokenShape } from "../shape";
import { any, isKnown, show, type Truth } from "../text";
import { ANNOTATIONS, type IdentityAnnotation } from "./annotations";
import { findInPods } from "./findings-pods";
import { findInSettings } from "./findings-settings";
import { findTwice } from "./findings-twice";
import type { KubernetesModel, ServiceAccount } from "./model";
import { subjectOf, takes } from "./subject";

/** Annotations that point at identities which do not trust their ServiceAccount, or that a webhook does not understand. */
export function findKubernetes(model: KubernetesModel, all: Trusts): Finding[] {
  const { serviceAccounts } = model;
  return [
    ...serviceAccounts.flatMap((serviceAccount) => [
      ...ANNOTATIONS.flatMap((annotation) => findInAnnotation(all, serviceAccount, annotation)),
      ...findInSettings(all, serviceAccount),
    ]),
    ...findTwice(serviceAccounts),
    ...findInPods(model),
    ...all.identities.flatMap(defaultTrusted),
  ];
}

function findInAnnotation(all: Trusts, serviceAccount: ServiceAccount, annotation: IdentityAnnotation): Finding[] {
  const { key, what, wellFormed, source } = annotation;
  const value = Object.hasOwn(serviceAccount.annotations, key) ? serviceAccount.annotations[key] : undefined;
  if (value === undefined) return [];
  const { place } = serviceAccount;
  const subject = subjectOf(serviceAccount);
  const pointed = `${key} of ${show(subject)} is ${clipped(show(value))}`;
  if (isKnown(value) && !wellFormed.test(value)) {
    const why = `the webhook hands the value on as it is, and it does not name a ${what}`;
    return [
      { id: "kubernetes-annotation-malformed", severity: "error", place, what: pointed, why, cure: annotation.form, source },
    ];
  }
  const identities = all.named(value);
  if (identities.length === 0) {
    const why = "whether it trusts the ServiceAccount is unknown";
    const cure = "look at it together with the files that create it";
    return [
      {
        id: "kubernetes-identity-not-in-files",
        severity: "note",
        place,
        what: `${pointed}, which is not in the files`,
        why,
        cure,
        source,
      },
    ];
  }
  if (any(identities.map((identity) => trusts(identity, subject))) !== "no") return [];
  const addresses = identities.map(({ address }) => address).join(", ");
  if (!annotation.isWhole && identities.some((identity) => mayTrustElsewhere(all, identity))) {
    return [
      {
        id: "kubernetes-trust-not-seen",
        severity: "warning",
        place,
        what: `${pointed}: nothing in these files lets that ServiceAccount become ${addresses}`,
        why: "what does may be in a module, file or stack that is unread",
        cure: "read what is unread, too",
        source,
      },
    ];
  }
  return [
    {
      id: "kubernetes-identity-does-not-trust",
      severity: "error",
      place,
      what: `${pointed}: ${addresses} does not trust that ServiceAccount`,
      why: `the annotation lets the pod ask, and the ${what}'s own trust decides: it takes no subject ${show(subject)}`,
      cure: "let it trust the subject, or correct the annotation",
      source,
    },
  ];
}

/** Where the files show no way in at all, it is made somewhere else. */
function mayTrustElsewhere({ configuration }: Trusts, { address, shapes }: ModelIdentity): boolean {
  if (configuration.unread.some(({ kind }) => kind !== "state")) return true;
  return configuration.options.complete !== true && (shapes.length === 0 || configuration.at(address)?.mode === "data");
}

/** Whether an identity takes a subject from any issuer. One that the files only read may have a trust that they do not show. */
function trusts({ address, shapes }: ModelIdentity, subject: string): Truth {
  const isRead = /(^|\/)data\./.test(address);
  if (shapes.length === 0 && isRead) return "unknown";
  return any(shapes.filter(takesTokens).map((shape) => (testOn(shape, "iss") === undefined ? "unknown" : takes(shape, subject))));
}

/** Shapes of other ways in have no issuer, such as that of EKS Pod Identity; one of which nothing is known may take tokens. */
function takesTokens(shape: TokenShape): boolean {
  const issuer = testOn(shape, "iss");
  return issuer === undefined ? shape.tests.some(({ test }) => test === "unknown") : issuer.test !== "absent";
}

/** What pods run as that name no ServiceAccount. */
const defaultsIn = onceForEach((list) =>
  list
    .flatMap(({ tests }) => tests.filter(({ claim, test }) => claim === "sub" && test === "is").flatMap(({ values }) => values))
    .filter((subject) => /^system:serviceaccount:[^:]+:default$/.test(subject)),
);

function defaultTrusted({ address, place, shapes }: ModelIdentity): Finding[] {
  const found = [...new Set(listsOf(shapes).flatMap(defaultsIn))];
  return found.map((subject) => ({
    id: "kubernetes-default-service-account-trusted",
    severity: "note",
    place,
    what: `${address} trusts ${show(subject)}`,
    why: "every pod of a namespace that names no ServiceAccount runs as default",
    cure: "give the workload a ServiceAccount of its own",
    source: "https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
  }));
}

function clipped(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
