/** What a grant lets do: allowed is what some statement allows and none denies. */
export interface PermissionContent {
  readonly statements: readonly PermissionStatement[];
  /** What of it is unknown, for people. Empty: the statements are all there is. */
  readonly unknown: readonly string[];
}

/** One statement: the actions on the resources, but for the exceptions, where all conditions hold. */
export interface PermissionStatement {
  readonly effect: "allow" | "deny";
  /** Patterns with `*` and `?`; letter case does not count. */
  readonly actions: readonly string[];
  /** Actions that it leaves out (NotAction, notActions). Patterns, too. */
  readonly exceptActions: readonly string[];
  /** Patterns with `*` and `?`; of clouds that name no resources here, `*`. */
  readonly resources: readonly string[];
  readonly exceptResources: readonly string[];
  /** Each in the words of the file, normalized: equal texts mean the same. */
  readonly conditions: readonly string[];
}
