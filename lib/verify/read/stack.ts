import type { Json, JsonObject } from "../json";
import type { Either } from "./either";
import type { Forgotten, Problem, ReadOptions, Unread } from "./configuration";
import type { Module, Root } from "./module";

/** A resource, data source or call of a module as the file has it: one, or as many as its `count` or `for_each` says. */
export interface Block {
  readonly stack: Stack;
  readonly mode: "managed" | "data" | "module";
  /** Of the call of a module, `module`. */
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
  /** Whether it is unknown if there is such an instance, or how many. */
  readonly isOneOfUnknown: boolean;
  /** Where that is unknown, its key: `each.key` or `count.index`. */
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

/** One input that is Terraform configuration, or an instance of a module that it calls. */
export interface Stack {
  readonly file: string;
  /** Before every address and hole: empty, or `<stack>/` where several inputs are read; of a module with its address: `module.a["b"].`. */
  readonly prefix: string;
  /** The input that it is, or belongs to. */
  readonly root: Stack;
  /** Where the module is called, whose instance it is; undefined of an input. */
  readonly caller: Instance | undefined;
  /** The folder that it was read from; undefined of one file that is an input by itself. */
  readonly module: Module | undefined;
  /** The root module, if it was read from a folder. */
  readonly source: Root | undefined;
  readonly json: JsonObject;
  /** The variables that it declares: their blocks' bodies. */
  readonly variables: JsonObject;
  /** The instances of modules that it calls; undefined of one that is not there. */
  readonly children: Map<Instance, Stack | undefined>;
  readonly blocks: ReadonlyMap<string, Block>;
  /** What its metadata says of things that exist. No expression refers to them. */
  readonly adopted: readonly Block[];
  readonly instances: Map<Block, Instances>;
  readonly locals: JsonObject;
  readonly outputs: JsonObject;
  /** By key, with the prefix: the blocks' bodies. */
  readonly providers: ReadonlyMap<string, JsonObject>;
  /** The calls of modules, by name. */
  readonly calls: ReadonlyMap<string, Block>;
  readonly backend: JsonObject;
  /** cdktf's name of the stack. */
  readonly cdktfName: string | undefined;
  /** Of locals, outputs and provider blocks. */
  readonly memo: Memo;
  readonly work: Work;
  readonly reading: Reading;
}

/** What reading one input has cost so far. */
export interface Work {
  left: number;
  /** How many instances of modules there are. */
  modules: number;
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
  /** The modules that were met: what could not be read of each is told once. */
  readonly met: Set<Module>;
  readonly unread: Unread[];
  readonly forgotten: Forgotten[];
}
