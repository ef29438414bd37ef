import { keyReadBy, CURES } from "./static-key-resources";
import { holesIn, isKnown } from "./text";

/** What a text holds that should not exist. The text itself is never told. */
export interface FoundSecret {
  /** Such as `an AWS secret access key`. */
  readonly key: string;
  readonly cloud: keyof typeof CURES;
  readonly severity: "error" | "warning";
}

/** Longer texts are looked at this far. */
const LONGEST = 200_000;

const AWS_SECRET: FoundSecret = { key: "an AWS secret access key", cloud: "aws", severity: "error" };

const NAMES: readonly (readonly [RegExp, FoundSecret])[] = [
  [/(^|[^a-z])(aws_?secret_?(access_?)?key|secret_?access_?key)$|^aws_?secret_?access_?key/i, AWS_SECRET],
  [/(^|_)(azure|arm|aad|entra)_?client_?secret$/i, { key: "a client secret of Entra", cloud: "azure", severity: "error" }],
];
const ACCESS_KEY_ID = /(?<![A-Za-z0-9+/])(AKIA|ASIA)[A-Z2-7]{16}(?![A-Za-z0-9+/])/;

/** The key of a cloud that a text holds under this name, if it does: by its own form, by its name, or because it reads a key's resource. */
export function secretIn(name: string, text: string): FoundSecret | undefined {
  if (text === "") return undefined;
  const looked = text.slice(0, LONGEST);
  return readSecret(looked) ?? spelledSecret(looked) ?? encodedSecret(looked) ?? namedSecret(name, looked);
}

function readSecret(text: string): FoundSecret | undefined {
  for (const expression of isKnown(text) ? [] : holesIn(text)) {
    const resource = keyReadBy(expression);
    if (resource === undefined) continue;
    const cloud = (["aws", "google", "azure"] as const).find((each) => CURES[each].source === resource.source) ?? "aws";
    return { key: resource.key, cloud, severity: "error" };
  }
  return undefined;
}

function spelledSecret(text: string): FoundSecret | undefined {
  const [id] = ACCESS_KEY_ID.exec(text) ?? [];
  if (id?.startsWith("AKIA") === true) return { key: "an AWS access key id", cloud: "aws", severity: "error" };
  if (id !== undefined) return { key: "the id of temporary AWS credentials", cloud: "aws", severity: "warning" };
  if (/aws_secret_access_key["']?\s{0,9}[=:]\s{0,9}["']?[^\s"'$]/i.test(text))
    return { key: "an AWS secret access key", cloud: "aws", severity: "error" };
  if (text.includes("service_account") && /"private_key"\s{0,9}:/.test(text)) {
    return { key: "a key of a Google service account", cloud: "google", severity: "error" };
  }
  if (/(azure_client_secret|arm_client_secret)["']?\s{0,9}[=:]\s{0,9}["']?[^\s"'$]/i.test(text)) {
    return { key: "a client secret of Entra", cloud: "azure", severity: "error" };
  }
  return undefined;
}

/** Base64: of a Secret's `data`, and of what google_service_account_key gives. */
function encodedSecret(text: string): FoundSecret | undefined {
  if (text.length < 16 || !/^[A-Za-z0-9+/_\r\n-]+=*\s*$/.test(text)) return undefined;
  return spelledSecret(Buffer.from(text, "base64").toString("utf8"));
}

const isAwsSecret = (text: string): boolean =>
  [text, Buffer.from(text, "base64").toString("utf8")].some((each) => /^[A-Za-z0-9+/]{40}$/.test(each.trim()));

function namedSecret(name: string, text: string): FoundSecret | undefined {
  const short = name.slice(-200);
  if (/^(\s|\*)*$/.test(text) || /^(\/|\.\/)[^\s]*$/.test(text)) return undefined;
  const found = NAMES.find(([pattern]) => pattern.test(short));
  if (found !== undefined) return found[1];
  // Many programs have a secret key of their own (SECRET_KEY of Django); AWS's has a form.
  if (/(^|[^a-z])secret_?key$/i.test(short) && isAwsSecret(text)) return AWS_SECRET;
  if (
    /(azure|arm|entra|client).?(certificate|cert|key)|gcp|google|service.?account/i.test(short) &&
    /-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----/.test(text)
  ) {
    const cloud = /gcp|google|service.?account/i.test(short) ? "google" : "azure";
    return { key: "a private key", cloud, severity: "error" };
  }
  if (/(^|[^a-z])client[_-]?secret$/i.test(short)) {
    return { key: "a client secret", cloud: "azure", severity: "warning" };
  }
  return undefined;
}
