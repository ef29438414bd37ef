import type { ConditionKey } from "./condition-key";
import { many, MISSING, one, unknown, type ContextValue } from "./request-context";
import type { SessionTags } from "./session-tags";

/** What a request says to keys that do not come from claims. */
export interface GlobalValues {
  /** @default - unknown */
  readonly now?: number | undefined;
  readonly tags: SessionTags;
  readonly sessionName?: string | undefined;
  readonly sourceIdentity?: ContextValue;
  readonly sourceArn?: string;
  readonly sourceAccount?: string;
}

const optional = (value: string | undefined): ContextValue => (value === undefined ? MISSING : one(value));

/** Whether it is a moment that dates can tell. */
const isTime = (now: number | undefined): now is number => now !== undefined && Math.abs(now) <= 8.64e12;

const NO_TIME = unknown("when it is asked is unknown");

/** Keys of a request to STS, in lower case. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html */
const KEYS: Readonly<Record<string, (values: GlobalValues) => ContextValue>> = {
  "aws:currenttime": ({ now }) => (isTime(now) ? one(new Date(now * 1000).toISOString()) : NO_TIME),
  "aws:epochtime": ({ now }) => (isTime(now) ? one(String(Math.floor(now))) : NO_TIME),
  "aws:tagkeys": ({ tags }) => ofTags(tags, [...tags.tags.keys()]),
  "sts:transitivetagkeys": ({ tags }) => ofTags(tags, tags.transitive),
  "sts:rolesessionname": ({ sessionName }) =>
    sessionName === undefined ? unknown("the request does not say its role session name") : one(sessionName),
  "sts:sourceidentity": ({ sourceIdentity }) => sourceIdentity ?? MISSING,
  // Only there where an AWS service calls for one of its resources.
  "aws:sourcearn": ({ sourceArn }) => optional(sourceArn),
  "aws:sourceaccount": ({ sourceAccount }) => optional(sourceAccount),
  // A parameter of sts:AssumeRole alone.
  "sts:externalid": () => MISSING,
};

const REQUEST_TAG = "aws:requesttag/";

function ofTags({ open }: SessionTags, values: readonly string[]): ContextValue {
  if (open !== undefined) return unknown(open);
  return values.length === 0 ? MISSING : many(values);
}

/** What a key of AWS holds; one that is neither known to be there nor not to be is unknown, one of something else is missing. */
export function globalValue(key: ConditionKey, values: GlobalValues): ContextValue {
  const { lower } = key;
  if (lower.startsWith(REQUEST_TAG)) return requestTag(lower.slice(REQUEST_TAG.length), key.known, values.tags);
  const known = Object.hasOwn(KEYS, lower) ? KEYS[lower] : undefined;
  if (known !== undefined) return known(values);
  if (/^(aws|sts|iam):/.test(lower)) return unknown(`the request's ${key.text} is unknown`);
  return key.known || key.host !== "" ? MISSING : unknown("the condition key is unknown");
}

function requestTag(name: string, known: boolean, { tags, open }: SessionTags): ContextValue {
  if (open !== undefined) return unknown(open);
  if (!known && tags.size > 0) return unknown("the condition key is unknown");
  for (const [tag, value] of tags) if (tag.toLowerCase() === name) return one(value);
  return MISSING;
}
