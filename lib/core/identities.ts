import { FederationError, quoted } from "./errors";
import type { IdentityRequests } from "./identity";

const IDENTITY_KEY = /^[A-Za-z][A-Za-z0-9_-]{0,62}$/;

/** Refuses an empty record of identities, and names that cannot be construct ids beside the workload's own children. */
export function checkIdentities(place: string, identities: IdentityRequests | undefined, reserved: readonly string[] = []): void {
  const keys = Object.keys(identities ?? {});
  if (keys.length === 0) {
    throw new FederationError(place, {
      code: "IDENTITIES_EMPTY",
      what: "the record of identities is empty",
      cure: 'ask a trust for at least one, such as { aws: aws.role({ policyArns: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }) }',
    });
  }
  for (const [key, request] of Object.entries(identities ?? {})) {
    checkRequest(place, key, request);
    // constructs keeps children in an object, where names such as "constructor" are taken.
    const isTaken = reserved.some((prefix) => key.startsWith(prefix)) || key in {};
    if (IDENTITY_KEY.test(key) && !isTaken) continue;
    throw new FederationError(place, {
      code: "IDENTITY_KEY_INVALID",
      what: `the identity name ${quoted(key)} ${isTaken ? "is reserved" : "is not a letter followed by up to 62 letters, digits, _ or -"}`,
      cure: 'use a name such as "aws" or "reports"',
    });
  }
}

function checkRequest(place: string, key: string, request: unknown): void {
  if (typeof (request as { federate?: unknown } | undefined)?.federate === "function") return;
  throw new FederationError(place, {
    code: "IDENTITY_KEY_INVALID",
    what: `the identity ${quoted(key)} is ${typeof request === "function" ? "a function" : quoted(request)}, not a request`,
    cure: "ask a trust for one: aws.role({…}), google.serviceAccount({…}), azure.managedIdentity({…})",
  });
}
