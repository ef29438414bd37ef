import type { Finding } from "../finding";
import type { Model } from "../model";

/** What is over-broad, broken, or refused at apply in this cloud. */
export function findGoogle(_model: Model): Finding[] {
  return [];
}
