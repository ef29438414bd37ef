import { evaluatedByTerraform, hasTerraform } from "./terraform";
import { expressionMaker, randomFrom } from "./expressions";
import { isKnown, show } from "../../../../lib/verify/text";
import { evaluatedHere, mayBe } from "./here";

/** `CONSOLE_EXPRESSIONS=100000 CONSOLE_SEED=7 npx jest test/verify/read/console` asks for more, and others. */
const COUNT = Number(process.env["CONSOLE_EXPRESSIONS"] ?? 4000);
const SEED = Number(process.env["CONSOLE_SEED"] ?? 1);
const AT_ONCE = 1000;

const isHere = hasTerraform();

(isHere ? describe : describe.skip)(`the values of expressions${isHere ? "" : ": skipped, terraform is missing here"}`, () => {
  const any = expressionMaker(randomFrom(SEED));
  const expressions = Array.from({ length: COUNT }, () => any(3));

  test(
    "are Terraform's, or unknown",
    () => {
      const different: string[] = [];
      const known = { here: 0, there: 0 };
      for (let start = 0; start < COUNT; start += AT_ONCE) {
        const some = expressions.slice(start, start + AT_ONCE);
        const theirs = evaluatedByTerraform(some);
        some.forEach((expression, index) => {
          const is = theirs[index];
          if (is === "unknown") return;
          const ours = String(evaluatedHere(`jsonencode(${expression})`));
          // Where Terraform meets an error, `try` must not take the value, whatever is known of it.
          const isError = evaluatedHere(`can(${expression})`) !== true;
          const isRight = is === undefined ? isError : mayBe(ours, is);
          if (is !== undefined) known.there++;
          if (is !== undefined && isKnown(ours)) known.here++;
          if (!isRight) different.push(`${expression}\n  here: ${show(ours)}\n  Terraform: ${is ?? "an error"}`);
        });
      }
      expect(different).toEqual([]);
      expect(known.here / known.there).toBeGreaterThan(0.6);
    },
    20_000 + COUNT * 20,
  );
});
