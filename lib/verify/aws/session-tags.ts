import { isArray, isObject, type Json } from "../json";
import type { Token } from "../token";

/** The claim that holds a token's session tags. */
export const TAGS_CLAIM = "https://aws.amazon.com/tags";
/** The claim that holds a token's source identity. */
export const SOURCE_IDENTITY_CLAIM = "https://aws.amazon.com/source_identity";

/** The session tags that a token carries. */
export interface SessionTags {
  readonly tags: ReadonlyMap<string, string>;
  readonly transitive: readonly string[];
  /** Why it is not documented what the token carries. */
  readonly open?: string;
}

const NONE: SessionTags = { tags: new Map(), transitive: [] };

/**
 * The session tags in the claim `https://aws.amazon.com/tags`. The flattened form (`…/tags/principal_tags/KEY`) is reported, but not
 * documented, so whether there are any is unknown.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_adding-assume-role-idp
 */
export function sessionTagsOf(token: Token): SessionTags {
  const claim = Object.hasOwn(token, TAGS_CLAIM) ? token[TAGS_CLAIM] : undefined;
  if (claim === undefined) {
    for (const name in token) {
      if (name.startsWith(`${TAGS_CLAIM}/`))
        return { ...NONE, open: `the claim ${TAGS_CLAIM} in its flattened form is not documented` };
    }
    return NONE;
  }
  const tags = new Map<string, string>();
  const principal = isObject(claim) ? (claim["principal_tags"] ?? {}) : undefined;
  if (!isObject(claim) || !isObject(principal))
    return { ...NONE, open: `the claim ${TAGS_CLAIM} is not an object with principal_tags` };
  for (const [name, value] of Object.entries(principal)) {
    const text = onlyText(value);
    if (text === undefined) return { ...NONE, open: `the tag ${name} in ${TAGS_CLAIM} does not hold one text` };
    tags.set(name, text);
  }
  if (tags.size === 0) return { ...NONE, open: `what STS does with a claim ${TAGS_CLAIM} without tags is not documented` };
  const transitive = claim["transitive_tag_keys"] ?? [];
  if (!isArray(transitive) || !transitive.every((key): key is string => typeof key === "string")) {
    return { ...NONE, open: `transitive_tag_keys in ${TAGS_CLAIM} is not a list of texts` };
  }
  return { tags, transitive };
}

/** The source identity that a token carries. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html */
export function sourceIdentityOf(token: Token): Json | undefined {
  return Object.hasOwn(token, SOURCE_IDENTITY_CLAIM) ? token[SOURCE_IDENTITY_CLAIM] : undefined;
}

function onlyText(value: Json | undefined): string | undefined {
  const only = isArray(value) && value.length === 1 ? value[0] : value;
  return typeof only === "string" ? only : undefined;
}
