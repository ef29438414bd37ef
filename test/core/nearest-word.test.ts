import fc from "fast-check";
import { nearestWord } from "../../lib/core/nearest-word";

const REGIONS = ["eu-west-1", "eu-west-2", "us-east-1", "us-gov-west-1"];

describe("the nearest word", () => {
  it.each([
    ["eu-wst-1", "eu-west-1"],
    ["eu-wets-2", "eu-west-2"],
    ["EU-WEST-1", "eu-west-1"],
    ["useast-1", "us-east-1"],
    ["us-gov-wst-1", "us-gov-west-1"],
  ])("of %s is %s", (word, nearest) => {
    expect(nearestWord(word, REGIONS)).toBe(nearest);
  });

  it.each(["mars", "", "eu", "constructor", "eu-west-1"])("of %j is none", (word) => {
    expect(nearestWord(word, REGIONS)).toBeUndefined();
  });

  it("finds a word of which one character is missing", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{6,30}$/), fc.nat(), (word, place) => {
        const at = place % word.length;
        const wrong = word.slice(0, at) + word.slice(at + 1);
        expect(nearestWord(wrong, [word])).toBe(word);
      }),
    );
  });
});
