// `expect` as `@jest/globals` has it, with the matchers' types: `npm run typecheck` compiles this file.
import { expect, test } from "@jest/globals";
import "../../lib/testing/jest-globals";
import { onEu, OPTIONS, orders, SUBJECT, world } from "./shop";

test("the expect of @jest/globals has the matchers and their types", () => {
  expect(world).toLetIn(onEu, orders, OPTIONS);
  expect(world).toKeepOut({ ...onEu, subject: `${SUBJECT}x` }, orders, OPTIONS);
  // @ts-expect-error -- who asks is missing
  expect(() => { expect(world).toLetIn(); }).toThrow(); // prettier-ignore
});
