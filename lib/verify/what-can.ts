import { passes, testText } from "./claim-test";
import type { Model } from "./model";
import type { ModelIdentity } from "./model-identity";
import { type ClaimTest, testOn, type TokenShape } from "./shape";
import { listsOf } from "./shape-lists";
import { all, type Truth, withoutMarks } from "./text";

/** Who asks: as much of a token as is known. */
export interface Asker {
  readonly issuer: string;
  readonly subject: string;
  /** @default - whichever audience the identity wants */
  readonly audience?: string;
  /** Other claims. @default - unknown: what an identity wants of them is in its conditions */
  readonly claims?: Readonly<Record<string, string>>;
}

/** An identity that a subject may become. */
export interface WhatCan {
  readonly identity: ModelIdentity;
  /** The shape that lets it in. */
  readonly shape: TokenShape;
  /** `undetermined`: it hangs on what the files do not say. */
  readonly verdict: "allow" | "undetermined";
  /** What else the token must carry, or what is unknown, for people. */
  readonly conditions: readonly string[];
}

/** The shapes of a model by issuer and subject, so that a question looks at few of them. */
interface Index {
  readonly exact: ReadonlyMap<string, readonly Entry[]>;
  readonly others: readonly Entry[];
}
type Entry = readonly [Shared, TokenShape];

/** The identities that accept the shapes of one list. */
type Shared = readonly ModelIdentity[];

const indexes = new WeakMap<Model, Index>();

/**
 * Everything that a subject of an issuer may become, across clouds.
 *
 * @example
 * import { whatCan } from "cdktf-workload-identity/verify";
 * whatCan(model, { issuer: "https://oidc.eks.eu-west-1.amazonaws.com/id/0123", subject: "system:serviceaccount:shop:orders" });
 */
export function whatCan(model: Model, asker: Asker): WhatCan[] {
  const { issuer, subject, audience, claims = {} } = asker;
  const own = Object.entries(claims).map(([claim, value]) => [claim, withoutMarks(value)] as const);
  return whatCanWithHoles(model, {
    issuer: withoutMarks(issuer),
    subject: withoutMarks(subject),
    claims: Object.fromEntries(own),
    ...(audience === undefined ? {} : { audience: withoutMarks(audience) }),
  });
}

/** The same of who may be unknown in part, as the model spells what Terraform learns at apply. Not for what strangers wrote. */
export function whatCanWithHoles(model: Model, asker: Asker): WhatCan[] {
  const { exact, others } = indexOf(model);
  const { issuer, subject } = asker;
  return [...(exact.get(key(issuer, subject)) ?? []), ...others].flatMap(([identities, shape]) => {
    const answer = answerOf(shape, asker);
    return answer === undefined ? [] : identities.map((identity) => ({ identity, shape, ...answer }));
  });
}

function answerOf(shape: TokenShape, asker: Asker): Pick<WhatCan, "verdict" | "conditions"> | undefined {
  const truths: Truth[] = [];
  const conditions = [...shape.unknown];
  for (const test of shape.tests) {
    const told = toldOf(test, asker);
    if (told === undefined && test.test !== "unknown") {
      if (test.test !== "absent") conditions.push(testText(test));
      continue;
    }
    const truth = passes(test, told);
    if (truth === "unknown") conditions.push(testText(test));
    truths.push(truth);
  }
  const truth = all([...truths, shape.unknown.length === 0 ? "yes" : "unknown"]);
  return truth === "no" ? undefined : { verdict: truth === "yes" ? "allow" : "undetermined", conditions };
}

function toldOf({ claim }: ClaimTest, { issuer, subject, audience, claims = {} }: Asker): string | undefined {
  if (claim === "iss") return issuer;
  if (claim === "sub") return subject;
  if (claim === "aud") return audience;
  return Object.hasOwn(claims, claim) ? claims[claim] : undefined;
}

function indexOf(model: Model): Index {
  const known = indexes.get(model);
  if (known !== undefined) return known;
  const holders = new Map<readonly TokenShape[], ModelIdentity[]>();
  for (const identity of model.identities) {
    for (const list of listsOf(identity.shapes)) {
      const known = holders.get(list);
      if (known === undefined) holders.set(list, [identity]);
      else known.push(identity);
    }
  }
  const exact = new Map<string, Entry[]>();
  const others: Entry[] = [];
  for (const [list, identities] of holders) {
    for (const shape of list) {
      const keys = keysOf(shape);
      if (keys === undefined) others.push([identities, shape]);
      for (const each of new Set(keys)) {
        const entries = exact.get(each);
        if (entries === undefined) exact.set(each, [[identities, shape]]);
        else entries.push([identities, shape]);
      }
    }
  }
  const index = { exact, others };
  indexes.set(model, index);
  return index;
}

/** The issuers and subjects of a shape that names both exactly. */
function keysOf(shape: TokenShape): string[] | undefined {
  const issuer = testOn(shape, "iss");
  const subject = testOn(shape, "sub");
  if (issuer?.test !== "is" || subject?.test !== "is") return undefined;
  const [urls, texts] = [issuer, subject].map(({ values, unsettled = [] }) => [...values, ...unsettled]);
  if (urls === undefined || texts === undefined || [...urls, ...texts].some((value) => value.includes("\uE000")))
    return undefined;
  return urls.flatMap((url) => texts.map((text) => key(url, text)));
}

const key = (issuer: string, subject: string): string => `${issuer}\n${subject}`;
