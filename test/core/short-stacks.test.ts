import { withShortStacks } from "../../lib/core/short-stacks";

/** As cdktf captures the stack of a token. */
function captured(): string {
  const object = { stack: "" };
  Error.captureStackTrace(object);
  return object.stack;
}

describe("short stacks", () => {
  it("cut what cdktf captures, and leave errors and everything afterwards whole", () => {
    const formatter = (): unknown => Reflect.get(Error, "prepareStackTrace");
    const before = formatter();
    expect(withShortStacks(captured).split("\n")).toHaveLength(2);
    const thrown = (): Error => {
      try {
        return withShortStacks(() => {
          throw new Error("no");
        });
      } catch (error) {
        return error as Error;
      }
    };
    expect(thrown().stack).toContain("short-stacks.test");
    expect(captured()).toContain("short-stacks.test");
    expect(formatter()).toBe(before);
  });
});
