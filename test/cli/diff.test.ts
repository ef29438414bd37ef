import { folderWith, ORDERS, run, stackWith } from "./world";

describe("diff", () => {
  const difference = (before: object, after: object, ...argv: string[]) =>
    run(folderWith({ "base/stacks/shop/cdk.tf.json": before, "now/stacks/shop/cdk.tf.json": after }), [
      "diff",
      "base",
      "now",
      ...argv,
    ]);

  it("is quiet where nothing changed", () => {
    expect(difference(stackWith(ORDERS), stackWith(ORDERS))).toEqual({
      code: 0,
      out: "No trust changed.\n\nNobody may become or do more than before.\n",
      err: "",
    });
  });

  it("exits with 1 on widening, and with 0 the other way round", () => {
    const wide = stackWith("system:serviceaccount:shop:*", { operator: "StringLike" });
    const wider = difference(stackWith(ORDERS), wide);
    expect(wider.code).toBe(1);
    expect(wider.out).toContain("  widened  AWS role orders  aws_iam_role.orders\n");
    expect(wider.out).toContain("    + sub: like system:serviceaccount:shop:*\n");
    const narrower = difference(wide, stackWith(ORDERS));
    expect(narrower.code).toBe(0);
    expect(narrower.out).toContain("  narrowed  AWS role orders");
  });

  it("shows a permission more, and a role that another address has now", () => {
    const more = difference(stackWith(ORDERS), stackWith(ORDERS, { policies: ["ReadOnly", "Admin"] }));
    expect(more.code).toBe(1);
    expect(more.out).toContain("    + arn:aws:iam::aws:policy/Admin\n");
    const moved = difference(
      stackWith(ORDERS),
      JSON.parse(
        JSON.stringify(stackWith(ORDERS)).replaceAll(/"orders":\{|aws_iam_role\.orders\./g, (text) =>
          text.replace("orders", "o2"),
        ),
      ) as object,
    );
    expect(moved.code).toBe(0);
    expect(moved.out).toContain(
      "Moved\n\n  moved  AWS role orders  aws_iam_role.o2\n    - aws_iam_role.orders\n    + aws_iam_role.o2\n",
    );
  });

  it("cannot tell where HCL beside the JSON, or what a module is told, is not what it was", () => {
    const hcl = (text: string, before = "a = 1") =>
      run(
        folderWith({
          "base/cdk.tf.json": stackWith(ORDERS),
          "base/m.tf": before,
          "now/cdk.tf.json": stackWith(ORDERS),
          "now/m.tf": text,
        }),
        ["diff", "base", "now"],
      );
    expect(hcl("a = 1").code).toBe(0);
    expect(hcl("a = 2").code).toBe(1);
    expect(hcl("a = 2").out).toContain("Unread: $: the file m.tf is unread, and is new or not what it was");
    const calling = (subject: string): object => ({
      ...stackWith(ORDERS),
      module: { irsa: { source: "x/y/z", subjects: [subject] } },
    });
    expect(difference(calling("shop:orders"), calling("shop:orders")).code).toBe(0);
    expect(difference(calling("shop:orders"), calling("*:*")).code).toBe(1);
  });

  it("does not call gone what Terraform lets go of", () => {
    const { aws_iam_role: roles, ...rest } = (stackWith(ORDERS) as { resource: Record<string, object> }).resource;
    expect(roles).toBeDefined();
    const removed = { from: "aws_iam_role.orders", lifecycle: { destroy: false } };
    const { code, out } = difference(stackWith(ORDERS), { ...stackWith(ORDERS), resource: rest, removed: [removed] });
    expect(out).toContain("No longer managed");
    expect(out).not.toContain("  removed  AWS role orders");
    expect(code).toBe(0);
  });

  it("writes a comment for a pull request", () => {
    const { code, out } = difference(stackWith(ORDERS), stackWith("a|`b`@everyone<img>"), "--format", "markdown");
    expect(code).toBe(1);
    expect(out).toContain("## Trust\n\n**Somebody may become or do more than before, or that is undetermined.**\n");
    expect(out).toContain(
      "| **added** | AWS role orders<br>`aws_iam_role.orders` |  | <code>sub&#58; a&#124;&#96;b&#96;&#64;everyone&#60;img&#62;</code><br>",
    );
    expect(out).toContain(`| removed | AWS role orders<br>\`aws_iam_role.orders\` | \`sub: ${ORDERS}\`<br>`);
  });

  it("answers as JSON", () => {
    const { out } = difference(stackWith(ORDERS), stackWith("x"), "--format", "json");
    const told = JSON.parse(out) as { wider: boolean; trust: { kind: string; identity: { address: string } }[] };
    expect(told.wider).toBe(true);
    expect(told.trust.map(({ kind, identity }) => [kind, identity.address])).toEqual([
      ["added", "aws_iam_role.orders"],
      ["removed", "aws_iam_role.orders"],
    ]);
  });
});
