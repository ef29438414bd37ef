// Run by vitest (see vitest.test.ts): the matchers work in it, and have their types.
import { expect, it } from "vitest";
import { trustMatchers } from "../../lib/testing";
import { onEu, OPTIONS, orders, stock, world } from "./shop";

expect.extend(trustMatchers);

it("lets in and keeps out", () => {
  expect(world).toLetIn(onEu, orders, OPTIONS);
  expect(world).toKeepOut(onEu, stock, OPTIONS);
  expect(world).toHaveNoTrustFindings(OPTIONS);
});

it("fails with the reason", () => {
  expect(() => {
    expect(world).toLetInOnly([onEu], orders, OPTIONS);
  }).toThrow("too many: iss is ");
  expect(() => {
    expect(world).not.toLetIn(onEu, stock, OPTIONS);
  }).toThrow("toKeepOut");
});
