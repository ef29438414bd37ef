import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { readConfiguration } from "../../../lib/verify/read/read";

test.each(["plan", "state", "tfstate"])("a %s with anything put in anywhere is read without an exception", (name) => {
  const text = readFileSync(join(__dirname, "fixtures", `${name}.json`), "utf8");
  const strange = fc.oneof(fc.constantFrom("\uE000", "${", "[0]", "module.m", "__proto__", ""), fc.jsonValue({ maxDepth: 2 }));
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(400), strange), { maxLength: 4 }), (changes) => {
      let position = 0;
      const changed: unknown = JSON.parse(text, (_, value: unknown) => {
        const change = changes.find(([at]) => at === position);
        position++;
        return change === undefined ? value : change[1];
      });
      const { problems } = readConfiguration([{ name: "a", json: JSON.stringify(changed) }]);
      expect(problems.every(({ place, what }) => place.file === "a" && place.address !== "" && what !== "")).toBe(true);
    }),
    { numRuns: 300 },
  );
});
