/**
 * Runs the function while stack traces are cut to one line, and returns what it returns.
 *
 * cdktf captures and formats the whole stack for every token and every nested block of a resource, which costs a third of the time (under
 * ts-node, with source maps, far more) and of the memory of a large app. Of what is built here, those stacks would end in this library.
 * Errors that are thrown keep theirs, because an error's stack is formatted only when it is read, later.
 */
export function withShortStacks<T>(build: () => T): T {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is only put back
  const before = Error.prepareStackTrace;
  Error.prepareStackTrace = (error) => `${error.name}: ${error.message}\n    at cdktf-workload-identity`;
  try {
    return build();
  } finally {
    Error.prepareStackTrace = before;
  }
}
