/** A mistake in how a command was called, or a file that cannot be read: one line, with the cure. */
export class CliError extends Error {
  constructor(what: string, cure: string) {
    super(`${what}; ${cure}`);
    this.name = "CliError";
  }
}
