// Every example is synthesized as a user would, and its Terraform is kept as a snapshot.
import { exampleNames, synthesizeExample } from "./example";
import { withoutNotes, type Resource } from "./world";

/** What the file says, without what depends on the machine: cdktf's notes and the place of the local state. */
function portable(text: string): unknown {
  const { terraform, ...stack } = withoutNotes(JSON.parse(text)) as { terraform: Resource };
  const { backend: _backend, ...settings } = terraform;
  return { ...stack, terraform: settings };
}

describe("examples", () => {
  it.each(exampleNames)("%s synthesizes to the Terraform of its snapshot", (name) => {
    const stacks = Object.entries(synthesizeExample(name)).map(([stack, text]) => [stack, portable(text)]);
    expect(Object.fromEntries(stacks)).toMatchSnapshot();
  });
});
