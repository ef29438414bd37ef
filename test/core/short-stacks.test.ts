import { Lazy } from "cdktf";
import { withShortStacks } from "../../lib/core/short-stacks";

/** The stack that cdktf keeps of a token. */
function stackOfToken(): readonly string[] {
  const token = Lazy.stringValue({ produce: () => "x" });
  expect(token).not.toBe("");
  return (Lazy.anyValue({ produce: () => "x" }) as unknown as { readonly creationStack: readonly string[] }).creationStack;
}

/** What a user's own code captures. */
function captured(target: { stack?: string } = {}): string {
  Error.captureStackTrace(target);
  return target.stack ?? "";
}

const capture = (): unknown => Reflect.get(Error, "captureStackTrace");

describe("short stacks", () => {
  it("cut what cdktf captures of tokens, and nothing afterwards", () => {
    const before = capture();
    expect(withShortStacks(stackOfToken)).toEqual(["cdktf-workload-identity"]);
    expect(capture()).toBe(before);
    expect(stackOfToken().join()).toContain("short-stacks.test");
  });

  it("leave whole what users capture, and the stacks of errors", () => {
    class Own extends Error {
      constructor() {
        super("own");
        Error.captureStackTrace(this, Own);
      }
    }
    withShortStacks(() => {
      expect(captured()).toContain("short-stacks.test");
      expect(captured()).toMatch(/^Error:?\s+at .*short-stacks\.test/);
      expect(new Own().stack).toContain("short-stacks.test");
      expect(new Own().stack).not.toContain("new Own");
      expect(new Error("plain").stack).toContain("short-stacks.test");
    });
  });

  it("are put back when the function throws, and inside of one another", () => {
    const before = capture();
    const thrown = (): void =>
      withShortStacks(() => {
        withShortStacks(stackOfToken);
        expect(stackOfToken()).toEqual(["cdktf-workload-identity"]);
        throw new Error("no");
      });
    expect(thrown).toThrow("no");
    expect(capture()).toBe(before);
  });

  it("leave alone what somebody else puts in their place, and then cut nothing", () => {
    const before = capture();
    try {
      withShortStacks(() => {
        // eslint-disable-next-line @typescript-eslint/unbound-method -- it is only called as V8 calls it
        const ours = Error.captureStackTrace;
        Error.captureStackTrace = (target, below) => {
          ours.call(Error, target, below);
        };
      });
      expect(stackOfToken().join()).toContain("short-stacks.test");
    } finally {
      Reflect.set(Error, "captureStackTrace", before);
    }
  });
});
