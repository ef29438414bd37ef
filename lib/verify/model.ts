import type { CloudModel, Trusts } from "./cloud";

/** Who trusts whom, as the files say. */
export interface Model extends Trusts {
  /** Each cloud's part, by its name. @internal */
  readonly clouds: ReadonlyMap<string, CloudModel>;
}
