import type { JsonObject } from "../json";
import type { Position } from "./hcl/lines";
import type { Problem, Unread } from "./configuration";

/** A folder of Terraform: its files as one module. */
export interface Module {
  readonly folder: string;
  /** How many files it has. */
  readonly files: number;
  /** As Terraform JSON has it. */
  readonly json: JsonObject;
  /** The characters of its files. */
  readonly size: number;
  readonly problems: readonly Problem[];
  /** Its files of which something was not read. */
  readonly unread: readonly Unread[];
  /** Where a block stands, or an argument that it sets; JSON has no lines. */
  placeOf(body: object, argument?: string): FilePlace | undefined;
}

export interface FilePlace extends Partial<Position> {
  readonly file: string;
}

/** A module that is applied by itself, and where those that it calls are. */
export interface Root {
  readonly module: Module;
  /** The values of its variables that stand in files and the environment. */
  readonly values: JsonObject;
  readonly problems: readonly Problem[];
  /** The text of a file, by its path as seen from the root's folder; undefined if it is not there, or not to be read. */
  fileText(path: string): string | undefined;
  /**
   * The module that a call leads to; else why there is none, and what to do.
   *
   * @param calls The names of the calls that lead there, from the root on
   * @param from The folder of the module that calls it
   */
  called(calls: readonly string[], from: string, source: string): Module | Missing;
}

export interface Missing {
  readonly why: string;
  readonly cure: string;
}
