/** How many builds run inside of one another. */
let depth = 0;

/**
 * Runs the function while cdktf captures no stacks, and returns what it returns.
 *
 * cdktf captures and formats the whole stack for every token and every nested block of a resource, which costs a third of the time (under
 * ts-node, with source maps, far more) and of the memory of a large app. Of what is built here, those stacks would end in this library.
 *
 * cdktf's captures are known by their form: an object that is not an error, and an unlimited stack. So errors, and whatever a request of a
 * user's own captures itself, keep their stacks; the tokens that such a request makes do not.
 */
export function withShortStacks<T>(build: () => T): T {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is only called as V8 calls it, and put back
  const before = Error.captureStackTrace;
  const short = (target: object, below?: (...all: readonly unknown[]) => unknown): void => {
    const isTokens = depth > 0 && Error.stackTraceLimit === Number.MAX_SAFE_INTEGER && !(target instanceof Error);
    if (isTokens) (target as { stack?: string }).stack = SHORT;
    else before.call(Error, target, below ?? short);
  };
  Error.captureStackTrace = short;
  depth += 1;
  try {
    return build();
  } finally {
    depth -= 1;
    // Whoever replaced it in the meantime keeps theirs; ours then only hands on.
    if (Error.captureStackTrace === short) Error.captureStackTrace = before;
  }
}

const SHORT = "Error\n    at cdktf-workload-identity";
