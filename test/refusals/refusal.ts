import { Subject } from "../../lib";
import type { World } from "../world";

/** Builds something that must be refused (or, at the edge, taken). */
export type Build = (world: World) => unknown;

/** Code, what the message must show, what is built. */
export type Refusal = readonly [code: string, shown: string, build: Build];

export const SUBJECT = Subject.exactly("system:serviceaccount:shop:orders");

export const long = (length: number): string => "a".repeat(length);
