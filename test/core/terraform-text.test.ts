import { TerraformVariable } from "cdktf";
import fc from "fast-check";
import { changedByTerraform, plainText } from "../../lib/core/terraform-text";
import { World } from "../world";

describe("a free text", () => {
  it("reaches Terraform as it was written, in NFC", () => {
    expect(plainText("${1+1} %{if true} $ % {")).toBe("$${1+1} %%{if true} $ % {");
    expect(plainText("cafe\u0301")).toBe("caf\u00e9");
  });

  it("keeps its tokens, also behind a dollar sign", () => {
    const world = new World();
    const late = new TerraformVariable(world, "late", { type: "string" }).stringValue;
    expect(world.resolve(plainText(`costs $${late} \${x}`))).toBe('costs ${"$"}${var.late} $${x}');
  });

  it("is read by Terraform as what it was, whatever signs it holds", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("$", "%", "{", "}", "a", "e\u0301", "\n") }), (text) => {
        // What Terraform reads: two signs before a brace are one.
        const read = plainText(text).replace(/\$\$\{|%%\{/g, (escape) => escape.slice(1));
        expect(read).toBe(text.normalize("NFC"));
      }),
    );
  });
});

describe("a text of a trust", () => {
  it("is told what Terraform would change of it", () => {
    const world = new World();
    const late = new TerraformVariable(world, "late", { type: "string" }).stringValue;
    const what = (text: string) => changedByTerraform(text)?.what;
    expect(what("plain é")).toBeUndefined();
    expect(what(`a ${late} b`)).toBeUndefined();
    expect(what("cafe\u0301")).toContain("NFC");
    expect(what(`cafe\u0301 ${late}`)).toContain("NFC");
    expect(what("\uD800")).toContain("half");
    expect(what("a\0b")).toContain("NUL");
    expect(what("${1+1}")).toContain("expression");
    expect(what(`$${late}`)).toContain("expression");
  });
});
