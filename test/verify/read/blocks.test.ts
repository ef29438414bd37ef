import type { Configuration } from "../../../lib/verify/read/configuration";
import { attribute, read } from "./reading";

const condition = (value: string): object => ({ test: "StringEquals", variable: "sub", values: [value] });
const over = (items: unknown, value: string): object => ({ for_each: items, content: condition(value) });

const documentOf = (configuration: Configuration): unknown =>
  JSON.parse(attribute(configuration, "data.aws_iam_policy_document.d", "json") as string);

/** The conditions that a statement with these blocks has. */
function conditionsOf(blocks: object): unknown {
  const configuration = read({ data: { aws_iam_policy_document: { d: { statement: [{ actions: ["a"], ...blocks }] } } } });
  const policy = documentOf(configuration) as { Statement: { Condition: unknown }[] };
  return policy.Statement[0]?.Condition;
}

describe("dynamic blocks", () => {
  test.each<[string, unknown]>([
    ["an object", { condition: [over(["a"], "${condition.value}"), over(["b"], "${condition.value}")] }],
    ["a list of objects", [{ condition: over(["a"], "${condition.value}") }, { condition: over(["b"], "${condition.value}") }]],
    ["objects with comments", [{ "//": "why", condition: over(["a", "b"], "${condition.value}") }]],
  ])("are found in %s", (_, dynamic) => {
    expect(conditionsOf({ dynamic })).toEqual({ StringEquals: { sub: ["a", "b"] } });
  });

  test("are found in a list of objects at the top of a block", () => {
    const statement = (sid: string): object => ({ statement: { for_each: [sid], content: { sid: "${statement.value}" } } });
    const configuration = read({ data: { aws_iam_policy_document: { d: { dynamic: [statement("A"), statement("B")] } } } });
    expect(documentOf(configuration)).toEqual({
      Version: "2012-10-17",
      Statement: [
        { Sid: "A", Effect: "Allow" },
        { Sid: "B", Effect: "Allow" },
      ],
    });
  });

  test.each([
    ["a set, whose keys are its values", '${toset(["b", "a"])}', ["a", "b"]],
    ["a union of sets", '${setunion(["b"], ["a"])}', ["a", "b"]],
    ["a list of a set", '${tolist(toset(["b", "a"]))}', ["0", "1"]],
    ["a list", ["b", "a"], ["0", "1"]],
  ])("over %s", (_, items, keys) => {
    expect(conditionsOf({ dynamic: { condition: over(items, "${condition.key}") } })).toEqual({ StringEquals: { sub: keys } });
  });
});

describe("data.aws_iam_policy_document", () => {
  const document = (...sids: string[]): string =>
    JSON.stringify({ Version: "2012-10-17", Statement: sids.map((Sid) => ({ Sid, Effect: "Deny" })) });

  test("takes source_json and override_json, which older providers have", () => {
    const d = { source_json: document("A", "B"), statement: { sid: "B" }, override_json: document("C") };
    const configuration = read({ data: { aws_iam_policy_document: { d } } });
    expect(documentOf(configuration)).toEqual({
      Version: "2012-10-17",
      Statement: [
        { Sid: "A", Effect: "Deny" },
        { Sid: "B", Effect: "Allow" },
        { Sid: "C", Effect: "Deny" },
      ],
    });
  });

  test.each([1, true, ["a", 1]])(
    "is unknown where a document that it takes compares with %j: the provider drops that",
    (value) => {
      const Condition = { NumericLessThan: { "aws:MultiFactorAuthAge": value } };
      const taken = JSON.stringify({ Statement: [{ Effect: "Allow", Condition }] });
      const configuration = read({ data: { aws_iam_policy_document: { d: { source_policy_documents: [taken] } } } });
      expect(attribute(configuration, "data.aws_iam_policy_document.d", "json")).toBe("${data.aws_iam_policy_document.d.json}");
    },
  );

  test.each(["source_json", "override_json"])("is unknown where its %s is", (name) => {
    const configuration = read({ data: { aws_iam_policy_document: { d: { statement: { sid: "A" }, [name]: "${var.x}" } } } });
    expect(attribute(configuration, "data.aws_iam_policy_document.d", "json")).toBe("${data.aws_iam_policy_document.d.json}");
  });
});

describe("lifecycle", () => {
  const ignored = (lifecycle: unknown): unknown => read({ resource: { x_y: { z: { lifecycle } } } }).at("x_y.z")?.ignoresChanges;

  test.each<[string, unknown, unknown]>([
    ["some", { ignore_changes: ["a", "b.c", 'tags["x"]', "d[0].e"] }, ["a", "b", "tags", "d"]],
    ["all", { ignore_changes: "all" }, ["all"]],
    ["all, in lists of one", [{ ignore_changes: ["all"] }], ["all"]],
    ["all, as an expression", { ignore_changes: "${all}" }, ["all"]],
    ["none", { ignore_changes: [], prevent_destroy: true }, undefined],
  ])("tells that changes are ignored of %s", (_, lifecycle, expected) => {
    expect(ignored(lifecycle)).toEqual(expected);
  });
});
