// What README and the docstrings show compiles as it stands, with its imports.
import { complaints, exampleSnippets, markdownSnippets } from "./docs-snippets";

jest.setTimeout(120_000);

describe("what the docs show", () => {
  const readme = markdownSnippets("README.md");
  const examples = exampleSnippets();

  it("compiles, in README, docs/lab.md and every @example", () => {
    expect(readme.length).toBeGreaterThanOrEqual(8);
    expect(examples.length).toBeGreaterThanOrEqual(57);
    expect(complaints([...readme, ...markdownSnippets("docs/lab.md"), ...examples])).toEqual([]);
  });

  it("is refused where a name has no import, or a value a wrong type", () => {
    const code = 'new AwsTrust(this, "aws", { issuers: [eu.issuer] });\naws.role({ policyArns: 1 });\n';
    expect(complaints([{ place: "here", code }])).toEqual([
      "here Cannot find name 'AwsTrust'.",
      "here Type 'number' is not assignable to type 'readonly string[]'.",
    ]);
  });
});
