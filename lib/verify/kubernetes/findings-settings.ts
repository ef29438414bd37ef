import { passes } from "../claim-test";
import type { Finding } from "../finding";
import type { Trusts } from "../cloud";
import type { TokenShape } from "../shape";
import { any, isKnown, same, show, type Truth } from "../text";
import { EXPIRATIONS } from "./annotations";
import type { ServiceAccount } from "./model";
import { subjectOf, takes } from "./subject";

/** Annotations that say what tokens the webhook asks for: how long they live, for which audience. */
export function findInSettings(all: Trusts, serviceAccount: ServiceAccount): Finding[] {
  return [...expirations(serviceAccount), ...audience(all, serviceAccount)];
}

function expirations({ annotations, place }: ServiceAccount): Finding[] {
  return EXPIRATIONS.flatMap(({ key, min, max, why, source }): Finding[] => {
    const value = Object.hasOwn(annotations, key) ? annotations[key] : undefined;
    if (value === undefined || !isKnown(value)) return [];
    const seconds = /^\d{1,12}$/.test(value) ? Number(value) : NaN;
    if (seconds >= min && seconds <= max) return [];
    return [
      {
        id: "kubernetes-token-expiration",
        severity: "warning",
        place,
        what: `${key} is ${value.slice(0, 100)}`,
        why,
        cure: `write a number of seconds between ${min} and ${max}`,
        source,
      },
    ];
  });
}

/** The audience of the webhook's token against the role that the ServiceAccount names. */
function audience(all: Trusts, serviceAccount: ServiceAccount): Finding[] {
  const { annotations, place } = serviceAccount;
  const role = annotations["eks.amazonaws.com/role-arn"];
  const value = annotations["eks.amazonaws.com/audience"];
  if (role === undefined || value === undefined) return [];
  const subject = subjectOf(serviceAccount);
  const shapes = all.named(role).flatMap((identity) => identity.shapes.filter((shape) => takes(shape, subject) !== "no"));
  if (shapes.length === 0 || any(shapes.map((shape) => takesAudience(all, shape, value))) !== "no") return [];
  return [
    {
      id: "kubernetes-audience-not-taken",
      severity: "warning",
      place,
      what: `eks.amazonaws.com/audience is ${show(value).slice(0, 200)}, which ${show(role)} does not take`,
      why: "the audience must be a client id of the OIDC provider, and what the role's trust policy says",
      cure: "remove the annotation, or add the audience to the provider and the role",
      source: "https://github.com/aws/amazon-eks-pod-identity-webhook",
    },
  ];
}

type Issuers = Trusts["issuers"];
const indexes = new WeakMap<Issuers, ReadonlyMap<string, Issuers>>();

/** Made once: estates have as many issuers as clusters and accounts. */
function byAddress(issuers: Issuers): ReadonlyMap<string, Issuers> {
  const known = indexes.get(issuers);
  if (known !== undefined) return known;
  const index = new Map<string, Issuers[number][]>();
  for (const issuer of issuers) {
    const found = index.get(issuer.address);
    if (found === undefined) index.set(issuer.address, [issuer]);
    else found.push(issuer);
  }
  indexes.set(issuers, index);
  return index;
}

function takesAudience({ issuers }: Trusts, { tests, through }: TokenShape, value: string): Truth {
  const audienceTests = tests.filter(({ claim }) => claim === "aud").map((test) => passes(test, value));
  if (audienceTests.includes("no")) return "no";
  const at = byAddress(issuers);
  const providers = [...new Set(through)].flatMap((address) => at.get(address) ?? []);
  if (providers.length === 0) return audienceTests.includes("unknown") ? "unknown" : "yes";
  return any(providers.flatMap(({ audiences }) => audiences.map((each) => same(each, value))));
}
