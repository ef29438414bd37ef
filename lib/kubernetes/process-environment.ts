import { checkText, FederationError } from "../core/errors";
import type { Handover, IdentitySettings, ProjectedToken } from "../core/identity-settings";

/** What a process outside of Kubernetes needs so that it is what a pod of the workload is. */
export interface ProcessEnvironment {
  readonly env: Readonly<Record<string, string>>;
  /** Files without secrets, to be written once. */
  readonly files: readonly { readonly path: string; readonly content: string }[];
  /** Files that hold a token of the ServiceAccount, to be written and renewed: `kubectl create token NAME -n NAMESPACE --audience …`. */
  readonly tokens: readonly { readonly path: string; readonly audience: string; readonly expirationSeconds: number }[];
  /** The identities that an agent on the cluster's nodes, or a service of the cluster, hands out: no token lets a process elsewhere become these. */
  readonly unreachable: readonly string[];
}

/**
 * Environment and files below a directory, at the paths that they have in a pod below its root. What a webhook would add is there as
 * well. Environment and files that name one of those paths name the one below the directory.
 */
export function processEnvironment(
  directory: string,
  settings: IdentitySettings,
  handovers: readonly (readonly [key: string, handover: Handover])[],
): ProcessEnvironment {
  checkDirectory(directory);
  const root = directory.replace(/(?<=.)\/+$/, "").replace(/^\/$/, "");
  const reachable = handovers.filter(([, { podsOnly }]) => podsOnly !== true);
  const tokens = [...settings.tokens, ...reachable.flatMap(([, handover]) => handover.tokens)];
  const moved = new Map([...tokens, ...settings.files].map((file) => [pathOf(file), root + pathOf(file)]));
  const env = Object.assign({}, settings.env, ...reachable.map(([, handover]) => handover.env)) as Record<string, string>;
  return {
    env: Object.fromEntries(Object.entries(env).map(([name, value]) => [name, moved.get(value) ?? value])),
    files: settings.files.map((file) => ({ path: root + pathOf(file), content: withPaths(file.content, moved) })),
    tokens: tokens.map((token) => ({
      path: root + pathOf(token),
      audience: token.audience,
      expirationSeconds: token.expirationSeconds,
    })),
    unreachable: handovers.filter(([, { from, podsOnly }]) => from === "node" || podsOnly === true).map(([key]) => key),
  };
}

function pathOf({ mountPath, path }: Pick<ProjectedToken, "mountPath" | "path">): string {
  return `${mountPath}/${path}`;
}

/** Files name paths as JSON strings. */
function withPaths(content: string, moved: ReadonlyMap<string, string>): string {
  return [...moved].reduce((text, [from, to]) => text.replaceAll(JSON.stringify(from), () => JSON.stringify(to)), content);
}

function checkDirectory(directory: string): void {
  checkText("toEnv", "the directory", directory);
  if (directory !== "") return;
  throw new FederationError("toEnv", {
    code: "VALUE_MISSING",
    what: "the directory is empty",
    cure: 'give a directory of the process\'s own, such as "/tmp/orders"',
  });
}
