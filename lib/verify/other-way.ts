/** A way into an identity that needs no token of an issuer's: who takes it is not in the files. */
export interface OtherWay {
  /**
   * `principal`: an account, role or user. `service`: a cloud's own service, for whoever may configure it. `saml`: a provider of another
   * kind than OIDC. `everyone`: anybody at all, or anybody with an account. `person`, `group`: people. `cluster`: pods, through a service of
   * the cluster that takes no token of theirs. `unknown`: the files do not say who.
   */
  readonly kind: "principal" | "service" | "saml" | "everyone" | "person" | "group" | "cluster" | "unknown";
  /** As the file has it: an ARN, an account, a service's name, a member. A text with holes. */
  readonly who: string;
  /** The addresses that it comes from: role, binding. */
  readonly through: readonly string[];
  /** What must hold besides, each in the words of the file; all of them must. Equal texts mean the same. */
  readonly conditions: readonly string[];
  /** What could make it narrower or void and is unknown. */
  readonly unknown: readonly string[];
}
