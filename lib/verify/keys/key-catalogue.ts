import type { Finding } from "../finding";

/** What a cloud has as keys that do not expire by themselves, where they come from, and how they are told in texts. */
export interface KeyCatalogue {
  /** What to do instead of holding one. */
  readonly cure: string;
  /** A page of the vendor. */
  readonly source: string;
  /** By the type of Terraform's resource. https://registry.terraform.io */
  readonly resources: Readonly<Record<string, KeyResource>>;
  /** Blocks of other resources that create one, by the resource's type. @default - none */
  readonly blocks?: Readonly<Record<string, { readonly block: string; readonly key: string }>>;
  /** Arguments of Terraform's providers that are one, by the provider's name. */
  readonly providers: Readonly<Record<string, readonly KeyArgument[]>>;
  /** The key that a text holds, told by its own form. */
  readonly spelled: (text: string) => SecretText | undefined;
  /** The key that a text is, told by the name that it stands under. */
  readonly named: (name: string, text: string) => SecretText | undefined;
}

/** A resource that creates a key. */
export interface KeyResource {
  readonly severity: Finding["severity"];
  /** What it creates. */
  readonly key: string;
  /** The attributes that are or hold the secret. */
  readonly secrets: readonly string[];
}

/** An argument of a provider. */
export interface KeyArgument {
  readonly name: string;
  readonly key: string;
  /** Whether something else may stand there, too, such as a path: only what has a key's form counts. @default false */
  readonly mayBeElse?: true;
}

/** What a text holds that should not exist. The text itself is never told. */
export interface SecretText {
  /** Such as `an AWS secret access key`. */
  readonly key: string;
  readonly severity: "error" | "warning";
}

/** Whether a text holds a private key in PEM. */
export const holdsPrivateKey = (text: string): boolean => /-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----/.test(text);
