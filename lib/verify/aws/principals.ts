import { isArray, isObject, type Json, type JsonObject } from "../json";
import { expressionOf, isKnown } from "../text";
import { isBuiltIn } from "./claim-keys";
import { providerArnOf, type ProviderArn } from "./provider-arn";

/** Who a statement is about. */
export interface Principals {
  /** Whether the list is of who is left out: NotPrincipal. */
  readonly negated: boolean;
  /** `"*"`, or `"AWS": "*"`, which is the same. */
  readonly everyone: boolean;
  readonly federated: readonly string[];
  /** Of each federated name, its parts, if it is the ARN of an OIDC provider. */
  readonly arns: readonly (ProviderArn | undefined)[];
  readonly services: readonly string[];
  /** AWS accounts, roles and users, and canonical users. */
  readonly others: readonly string[];
  /** Whether there is more that is unknown. */
  readonly open: boolean;
}

const TYPES: readonly string[] = ["AWS", "CanonicalUser", "Federated", "Service"];

/**
 * Reads Principal or NotPrincipal.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function parsePrincipals(statement: JsonObject, fault: (what: string) => void): Principals {
  const { Principal: principal, NotPrincipal: notPrincipal } = statement;
  if ((principal === undefined) === (notPrincipal === undefined)) fault("needs either Principal or NotPrincipal");
  const negated = principal === undefined;
  const value = principal ?? notPrincipal;
  const none = { negated, everyone: false, federated: [], arns: [], services: [], others: [], open: false };
  if (value === undefined) return none;
  if (value === "*") return { ...none, everyone: true };
  if (!isObject(value)) {
    if (typeof value === "string" && !isKnown(value)) return { ...none, open: true };
    fault(`has the principal ${JSON.stringify(value)}, which is neither "*" nor an object`);
    return none;
  }
  let open = false;
  const listed = new Map<string, string[]>();
  for (const [type, names] of Object.entries(value)) {
    if (!TYPES.includes(type)) {
      if (isKnown(type)) fault(`has a principal of the type ${JSON.stringify(type)}, which IAM has not`);
      else open = true;
      continue;
    }
    listed.set(type, namesIn(type, names, fault));
  }
  const of = (type: string): string[] => listed.get(type) ?? [];
  if (listed.size === 0 && !open) fault("has no principal");
  const aws = of("AWS").filter((name) => name !== "*" && !isAnybody(name));
  return {
    negated,
    everyone: of("AWS").includes("*"),
    federated: of("Federated"),
    arns: of("Federated").map(providerArnOf),
    services: of("Service"),
    others: [...aws, ...of("CanonicalUser")],
    open: open || of("AWS").some(isAnybody),
  };
}

const ATTRIBUTE = /^(data\.)?(?!(var|local|module|each|count)\.)\w+\.[\w-]+(\[[^\]]*\])*\.(arn|id|unique_id|account_id)$/;

/** Whether a name is an expression that could be `*`: not one that reads what a resource is called. */
function isAnybody(name: string): boolean {
  const expression = expressionOf(name);
  return expression !== undefined && !ATTRIBUTE.test(expression);
}

function namesIn(type: string, value: Json | undefined, fault: (what: string) => void): string[] {
  const listed = isArray(value) ? value : [value];
  const names = listed.filter((name): name is string => typeof name === "string" && name !== "");
  if (names.length === 0 || names.length < listed.length) fault(`has a principal of the type ${type} that is not text`);
  return names;
}

/** Whether IAM takes the name as a federated principal: an ARN of a provider, or a built-in name. */
export function isFederatedName(name: string): boolean {
  return /^arn:aws[a-z-]*:iam::\d{12}:(oidc|saml)-provider\/[^/]/.test(name) || isBuiltIn(name) || name === "*";
}
