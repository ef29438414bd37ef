import { FederationError } from "../../core/errors";

const PACKAGE = "@cdktf/provider-kubernetes";

/**
 * Loads a class of the kubernetes provider's package when it is first written, because the package is an optional peer: who writes nothing
 * on a cluster does without.
 *
 * @throws FederationError PROVIDER_PACKAGE_MISSING
 */
export function load<T>(place: string, writes: string, require: () => T): T {
  try {
    return require();
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new FederationError(place, {
      code: "PROVIDER_PACKAGE_MISSING",
      what: `a workload that writes ${writes} needs the package ${PACKAGE}, which is not installed`,
      cure: `run "npm install ${PACKAGE}", or give serviceAccount: "existing" and identities that need no file in the pod`,
    });
  }
}

/** Not a package that the provider's package misses itself. */
function isMissing(error: unknown): boolean {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  return code === "MODULE_NOT_FOUND" && String(message).split("\n")[0]?.includes(PACKAGE) === true;
}
