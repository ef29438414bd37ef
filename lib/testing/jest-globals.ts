/**
 * The matchers for tests that import `expect` from `@jest/globals`: import this file once, in the test or in `setupFilesAfterEnv`.
 *
 * @example
 * import { expect } from "@jest/globals";
 * import "cdktf-workload-identity/testing/jest-globals";
 */
import { expect } from "@jest/globals";
import { trustMatchers } from "./matchers";
import type { TrustMatchers } from "./types";

declare module "expect" {
  // Jest's own parameters; the matchers take the first alone.
  // eslint-disable-next-line @typescript-eslint/no-unused-vars, @typescript-eslint/no-empty-object-type
  interface Matchers<R extends void | Promise<void>, T = unknown> extends TrustMatchers<R> {}
}

expect.extend(trustMatchers);
