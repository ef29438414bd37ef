import type { Json, JsonObject } from "../json";
import type { Either } from "./either";
import type { Forgotten, Problem, ReadOptions } from "./configuration";

/** A resource or data source as the file has it: one, or as many as its `count` or `for_each` says. */
export interface Block {
  readonly stack: Stack;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  /** Without an instance's key. */
  readonly address: string;
  readonly body: JsonObject;
  /** As in `Resource.provider`. */
  readonly provider: string;
}

/** One of a block's resources. */
export interface Instance {
  readonly block: Block;
  readonly address: string;
  /** What `each`, `count` and `self` are there. */
  readonly variables: ReadonlyMap<string, Json>;
  /** Whether it is not known if there is such an instance, or how many. */
  readonly isOneOfUnknown: boolean;
  /** Where that is not known, its key: `each.key` or `count.index`. */
  readonly key?: Json;
  readonly attributes: Memo;
}

/** All instances of a block, by key: `0`, `"eu"`; the empty text where it has neither `count` nor `for_each`. */
export interface Instances {
  readonly kind: "single" | "counted" | "each" | "unknown";
  readonly byKey: ReadonlyMap<string | number, Instance>;
}

/** Values that are computed once. `PENDING` while they are. */
export type Memo = Map<string, Json | typeof PENDING>;
export const PENDING = Symbol("pending");

/** One input that is Terraform configuration. */
export interface Stack {
  readonly file: string;
  /** Before every address and hole: empty, or `<stack>/` where several inputs are read. */
  readonly prefix: string;
  readonly blocks: ReadonlyMap<string, Block>;
  /** What its metadata says of things that exist. No expression refers to them. */
  readonly adopted: readonly Block[];
  readonly instances: Map<Block, Instances>;
  readonly locals: JsonObject;
  readonly outputs: JsonObject;
  /** By key, with the prefix: the blocks' bodies. */
  readonly providers: ReadonlyMap<string, JsonObject>;
  /** The calls of modules, by name: their blocks' bodies. */
  readonly modules: ReadonlyMap<string, JsonObject>;
  readonly backend: JsonObject;
  /** cdktf's name of the stack. */
  readonly cdktfName: string | undefined;
  /** Of locals, outputs and provider blocks. */
  readonly memo: Memo;
  readonly work: Work;
  readonly reading: Reading;
}

/** What reading one file has cost so far. */
export interface Work {
  left: number;
  depth: number;
  fresh: number;
  doubts: number;
}

/** What all inputs share. */
export interface Reading {
  readonly options: ReadOptions;
  readonly variables: JsonObject;
  readonly stacks: Stack[];
  /** By project id, as the files tell them. */
  readonly projectNumbers: Map<string, string>;
  /** By provider configuration, as adopted providers tell them. */
  readonly awsAccounts: Map<string, string>;
  /** What unknown values may be. */
  readonly either: Either;
  readonly problems: Problem[];
  readonly forgotten: Forgotten[];
}
