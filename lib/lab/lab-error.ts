/** A mistake in what the lab was asked for: what, with the value, and what to do. */
export class LabError extends Error {
  override readonly name = "LabError";
}
