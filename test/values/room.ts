import type { ValueRules } from "../../lib/core/values";
import type { World } from "../world";

/** The rules of one public interface, and how a value of it reaches the library. */
export interface InterfaceValues {
  readonly rules: ValueRules;
  /** Builds with these options over such as work. Whatever the table refuses must be refused here, from the constructor. */
  readonly build: (world: World, options: Readonly<Record<string, unknown>>) => unknown;
}

/** The public interfaces of a room that users fill in, by name. */
export type RoomValues = Readonly<Record<string, InterfaceValues>>;
