import { folderWith, ORDERS, run, stackWith } from "./world";

const key = { aws_iam_access_key: { robot: { user: "robot" } } };
const withKey = (): string => folderWith({ "cdktf.out/stacks/my shop/cdk.tf.json": { resource: key } });

interface Sarif {
  readonly version: string;
  readonly $schema: string;
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly name: string; readonly rules: readonly Record<string, unknown>[] } };
    readonly results: readonly Record<string, unknown>[];
  }[];
}

const sarif = (folder: string, ...argv: string[]): Sarif =>
  JSON.parse(run(folder, ["check", "--format", "sarif", ...argv]).out) as Sarif;

describe("check", () => {
  it("is quiet where nothing is wrong", () => {
    const folder = folderWith({ "cdktf.out/stacks/shop/cdk.tf.json": stackWith(ORDERS) });
    expect(run(folder, ["check", "--fail-on", "note"])).toEqual({ code: 0, out: "nothing found\n", err: "" });
    expect(sarif(folder).runs[0]!.results).toEqual([]);
  });

  it("says where, what, why and what to do, and exits with 1", () => {
    const { code, out } = run(withKey(), ["check"]);
    expect(code).toBe(1);
    expect(out).toContain("error  static-key-created  aws_iam_access_key.robot  cdktf.out/stacks/my shop/cdk.tf.json\n");
    expect(out).toMatch(/\n {2}why {3}\S.*\n {2}cure {2}\S.*\n {2}https:\/\//);
    expect(out).toMatch(/\n1 error\n$/);
  });

  it("fails on what it is told to", () => {
    const codes = ["error", "warning", "note", "never"].map((level) => run(withKey(), ["check", "--fail-on", level]).code);
    expect(codes).toEqual([1, 1, 1, 0]);
  });

  it("counts as a warning what could not be read, and says so everywhere", () => {
    const folder = folderWith({ "cdktf.out/a/cdk.tf.json": { ...stackWith(ORDERS), module: { x: { source: "./x" } } } });
    expect(run(folder, ["check"]).code).toBe(0);
    const { code, err } = run(folder, ["check", "--fail-on", "warning"]);
    expect(code).toBe(1);
    expect(err).toMatch(/^cdktf-workload-identity: cdktf\.out\/a\/cdk\.tf\.json: module\S*: [^\n]+; [^\n]+\n$/);
    expect((JSON.parse(run(folder, ["check", "--format", "json"]).out) as { notRead: unknown[] }).notRead).toHaveLength(1);
    const [invocation] = (sarif(folder).runs[0] as unknown as { invocations: { toolExecutionNotifications: unknown[] }[] })
      .invocations;
    expect(invocation!.toolExecutionNotifications).toHaveLength(1);
  });

  it("counts what is accepted, everywhere or at one address", () => {
    const ignoring = (ignore: string) => run(withKey(), ["check", "--ignore", ignore]);
    expect(ignoring("static-key-created")).toEqual({ code: 0, out: "nothing found; 1 ignored\n", err: "" });
    expect(ignoring("static-key-created@aws_iam_access_key.robot").code).toBe(0);
    expect(ignoring("static-key-created@aws_iam_access_key.other").code).toBe(1);
    expect(ignoring("static-key").code).toBe(1);
  });

  it("answers as JSON and as Markdown", () => {
    const told = JSON.parse(run(withKey(), ["check", "--format", "json"]).out) as { findings: { id: string }[]; ignored: number };
    expect([told.findings.map(({ id }) => id), told.ignored]).toEqual([["static-key-created"], 0]);
    expect(run(withKey(), ["check", "--format", "markdown"]).out).toContain("| error | [static-key-created](https://");
  });
});

describe("SARIF", () => {
  it("is of version 2.1.0, and every result has its rule, a file, an address and a fingerprint", () => {
    const log = sarif(withKey());
    expect([log.version, log.$schema]).toEqual(["2.1.0", "https://json.schemastore.org/sarif-2.1.0.json"]);
    expect(log.runs).toHaveLength(1);
    const { tool, results } = log.runs[0]!;
    const [rule] = tool.driver.rules;
    expect(Object.keys(rule!)).toEqual([
      "id",
      "name",
      "shortDescription",
      "fullDescription",
      "help",
      "helpUri",
      "defaultConfiguration",
      "properties",
    ]);
    const { message, partialFingerprints, ...result } = results[0] as { message: { text: string }; partialFingerprints: object };
    expect(result).toEqual({
      ruleId: rule!["id"],
      ruleIndex: 0,
      level: "error",
      locations: [
        {
          physicalLocation: { artifactLocation: { uri: "cdktf.out/stacks/my%20shop/cdk.tf.json" }, region: { startLine: 1 } },
          logicalLocations: [{ fullyQualifiedName: "aws_iam_access_key.robot", kind: "resource" }],
        },
      ],
    });
    expect(message.text).toMatch(/^\S.*: .*\. Cure: .*\.$/);
    expect(Object.values(partialFingerprints)).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/)]);
  });

  it("has fingerprints of their own for two findings, which stay when others come", () => {
    const prints = (folder: string) =>
      sarif(folder).runs[0]!.results.map((result) => Object.values(result["partialFingerprints"] as object).join());
    const two = folderWith({
      "cdktf.out/a/cdk.tf.json": { resource: { aws_iam_access_key: { ...key.aws_iam_access_key, second: { user: "x" } } } },
    });
    expect(new Set(prints(two)).size).toBe(2);
    expect(prints(two)).toContain(prints(withKey())[0]);
  });

  it("keeps what is ignored as suppressed", () => {
    const { results } = sarif(withKey(), "--ignore", "static-key-created").runs[0]!;
    expect(results.map((result) => result["suppressions"])).toEqual([
      [{ kind: "external", justification: "ignored by --ignore" }],
    ]);
  });
});
