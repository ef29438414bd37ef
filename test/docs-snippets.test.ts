// What README, the guides and the docstrings show compiles as it stands, with its imports.
import { complaints, exampleSnippets, guideSnippets } from "./docs-snippets";

jest.setTimeout(120_000);

describe("what the docs show", () => {
  const guides = guideSnippets();
  const from = (file: string) => guides.filter(({ place }) => place.startsWith(`${file}:`)).length;
  const examples = exampleSnippets();

  it("compiles, in README, every guide of docs and every @example", () => {
    expect(from("README.md")).toBeGreaterThanOrEqual(8);
    expect(from("docs/from-hand-written-irsa.md")).toBeGreaterThanOrEqual(6);
    expect(examples.length).toBeGreaterThanOrEqual(57);
    expect(complaints([...guides, ...examples])).toEqual([]);
  });

  it("is refused where a name has no import, or a value a wrong type", () => {
    const code = 'new AwsTrust(this, "aws", { issuers: [eu.issuer] });\naws.role({ policyArns: 1 });\n';
    expect(complaints([{ place: "here", code }])).toEqual([
      "here Cannot find name 'AwsTrust'.",
      "here Type 'number' is not assignable to type 'readonly string[]'.",
    ]);
  });
});
