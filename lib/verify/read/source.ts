import type { Json } from "../json";
import type { ReadOptions } from "./configuration";

/** What computed attributes are made from: a resource or data source, and its provider. */
export interface Source {
  readonly type: string;
  readonly mode: "managed" | "data";
  readonly address: string;
  /** As in `Resource.provider`. */
  readonly provider: string;
  /** As the provider block is called in its file: `aws.eu`. */
  readonly providerName: string;
  readonly options: ReadOptions;
  /** The numbers of Google projects that the files tell. */
  readonly projectNumbers: ReadonlyMap<string, string>;
  /** The AWS account of the provider, if what is adopted with it tells it. */
  readonly toldAccount?: string | undefined;
  /** An argument that the block sets. */
  argument(name: string): Json | undefined;
  /** An argument of the provider block. */
  ofProvider(name: string): Json | undefined;
}

/** How an attribute is computed; undefined: not from what is there. */
export type Rule = (source: Source) => Json | undefined;

/** The rules of each type, by attribute. */
export type Rules = Readonly<Record<string, Readonly<Record<string, Rule>>>>;
