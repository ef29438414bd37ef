import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { EKS, folderWith, ORDERS, run, stackWith } from "./world";

const OUT = "cdktf.out/stacks/shop/cdk.tf.json";
const shop = (): string => folderWith({ [OUT]: stackWith(ORDERS) });

describe("the command line", () => {
  it("says what it can do, and its version", () => {
    expect(run(".", []).out).toContain("Usage: cdktf-workload-identity <command> [options] [path…]");
    expect(run(".", ["--help"])).toEqual(run(".", []));
    expect(run(".", ["--version"])).toEqual({ code: 0, out: "1.2.3\n", err: "" });
  });

  it.each(["who-can", "what-can", "explain", "check", "report", "diff"])("teaches %s with examples and exit codes", (name) => {
    const { code, out } = run(".", [name, "--help"]);
    expect(code).toBe(0);
    expect(out).toContain(`Usage: cdktf-workload-identity ${name}`);
    expect(out).toContain(`\n  cdktf-workload-identity ${name}`);
    expect(out).toContain("Exit codes: 0 ");
    expect(run(".", ["help", name]).out).toBe(out);
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(145);
  });

  it.each<[string[], string]>([
    [
      ["whocan"],
      'there is no command "whocan"; use one of who-can, what-can, explain, check, report, diff, collect, lab run, lab serve, lab token, or --help',
    ],
    [["check", "--formt", "json"], "check: Unknown option '--formt'; run `cdktf-workload-identity check --help`"],
    [["check", "--format", "xml"], 'check has no format "xml"; use one of text, json, sarif, markdown'],
    [["check", "--fail-on", "some"], '--fail-on "some" is not a severity; use error, warning, note or never'],
    [["who-can"], "who-can needs an identity; give an address, an ARN, an e-mail address, a client id"],
    [
      ["what-can", "--issuer", "x"],
      "--subject is missing; give the token's `sub`: --subject system:serviceaccount:NAMESPACE:NAME",
    ],
    [["diff", "a"], "diff needs two paths; usage: cdktf-workload-identity diff BEFORE AFTER"],
    [["diff", "a", "b", "c"], 'one argument too many: "c"; usage: cdktf-workload-identity diff BEFORE AFTER'],
    [
      ["check", "nowhere"],
      "nowhere is not there; run `cdktf synth` first, or name a folder of Terraform JSON, a plan or a state",
    ],
    [["check"], "cdktf.out is not there; run `cdktf synth` first, or name a folder of Terraform JSON, a plan or a state"],
    [
      ["check", "."],
      ". holds no Terraform; run `cdktf synth` first, or give a file that `terraform show -json` wrote of a plan or a state",
    ],
    [["check", "a.json", "--var", "x"], '--var "x" has no `=`; write --var KEY=VALUE'],
    [
      ["check", "a.json", "--var", "x=[1"],
      "--var x is neither HCL nor JSON; write lists and objects so, and quote them for the shell",
    ],
    [
      ["explain", "--token", "no.jwt"],
      "no.jwt cannot be read; give a file that holds a JWT or its claims, or - for standard input",
    ],
    [
      ["explain", "--token", "a.json"],
      "the token in a.json lacks iss, sub or aud; give a whole JWT, or all of its claims as a JSON object",
    ],
    [
      ["explain", "--token", "-", "-"],
      "the token and the Terraform cannot both come from standard input; put one of them in a file",
    ],
    [
      ["report", "a.json", "--out", "x.pdf"],
      "--out x.pdf is neither HTML nor Markdown; name a file that ends in .html or .md, or a folder for both",
    ],
  ])("says in one line what is wrong with %j, and what to do", (argv, message) => {
    expect(run(folderWith({ "a.json": {} }), argv)).toEqual({ code: 2, out: "", err: `cdktf-workload-identity: ${message}\n` });
  });

  it("says which file is not JSON", () => {
    const { code, out, err } = run(folderWith({ "a.tf.json": "{" }), ["check", "."]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(/^cdktf-workload-identity: a\.tf\.json: [^\n]+; [^\n]+\n$/);
  });
});

describe("who-can", () => {
  it("names who becomes an identity, by address or name", () => {
    const { code, out, err } = run(shop(), ["who-can", "aws_iam_role.orders"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain("AWS role orders  aws_iam_role.orders\n  may       arn:aws:iam::aws:policy/ReadOnly\n");
    expect(out).toContain(`  issuer    eu (${EKS})\n  subject   ${ORDERS}\n  audience  sts.amazonaws.com\n`);
    expect(run(shop(), ["who-can", "arn:aws:iam::123456789012:role/orders"]).out).toBe(out);
  });

  it("reads a folder, a file or standard input alike", () => {
    const folder = shop();
    const expected = run(folder, ["who-can", "orders"]).out;
    expect(run(folder, ["who-can", "orders", "."]).out).toBe(expected);
    expect(run(folder, ["who-can", "orders", OUT]).out).toBe(expected);
    expect(run(".", ["who-can", "orders", "-"], { input: JSON.stringify(stackWith(ORDERS)) }).out).toBe(expected);
  });

  it("asks back where nothing has the name", () => {
    const { code, err } = run(shop(), ["who-can", "aws_iam_role.order"]);
    expect(code).toBe(2);
    expect(err).toContain('the files hold no identity called "aws_iam_role.order"; did you mean aws_iam_role.orders');
  });

  it("answers as JSON and as Markdown", () => {
    const [answer] = JSON.parse(run(shop(), ["who-can", "orders", "--format", "json"]).out) as [
      { identity: { address: string }; shapes: { tests: unknown }[] },
    ];
    expect(answer.identity.address).toBe("aws_iam_role.orders");
    expect(answer.shapes.map(({ tests }) => tests)).toEqual([
      [
        { claim: "iss", test: "is", values: [EKS], unsettled: [`${EKS}/`] },
        { claim: "sub", test: "is", values: [ORDERS] },
        { claim: "aud", test: "is", values: ["sts.amazonaws.com"] },
        { claim: "https://aws.amazon.com/source_identity", test: "absent", values: [] },
        { claim: "https://aws.amazon.com/tags", test: "absent", values: [] },
      ],
    ]);
    expect(run(shop(), ["who-can", "orders", "--format", "markdown"]).out).toContain(`| \`eu (${EKS})\` | \`${ORDERS}\` |`);
  });

  it("reads the files of one folder as the one module that they are", () => {
    const { provider, resource } = stackWith(ORDERS) as { provider: object; resource: Record<string, object> };
    const { aws_iam_role, ...others } = resource;
    const locals = { locals: { __proto__x: 1 }, provider: { google: [{ project: "p" }] } };
    const folder = folderWith({
      "m/a.tf.json": { resource: { aws_iam_role } },
      "m/b.tf.json": { resource: others, provider },
      "m/c.tf.json": locals,
    });
    expect(run(folder, ["who-can", "aws_iam_role.orders", "m"])).toEqual(run(shop(), ["who-can", "aws_iam_role.orders"]));
  });

  it("answers nothing if a whole file could not be read", () => {
    const folder = folderWith({ [OUT]: stackWith(ORDERS), "cdktf.out/stacks/pay/cdk.tf.json": "{" });
    const { code, out, err } = run(folder, ["check"]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain("cdktf-workload-identity: cdktf.out/stacks/pay/cdk.tf.json: ");
  });

  it("does not read other people's files, nor follow folders without end", () => {
    const folder = folderWith({ [OUT]: stackWith(ORDERS), "node_modules/x/evil.tf.json": "{", "other.json": "{" });
    expect(run(folder, ["who-can", "orders", "."]).err).toBe("");
  });
});

describe("what-can", () => {
  it("names what a subject becomes, and what its token must carry besides", () => {
    const asked = ["what-can", "--issuer", EKS, "--subject", ORDERS];
    expect(run(shop(), asked)).toEqual({
      code: 0,
      out: "yes  AWS role orders  aws_iam_role.orders\n  if   aud is sts.amazonaws.com\n  may  arn:aws:iam::aws:policy/ReadOnly\n",
      err: "",
    });
    expect(run(shop(), [...asked, "--audience", "sts.amazonaws.com"]).out).not.toContain("if ");
    expect(run(shop(), [...asked, "--audience", "other"]).out).toBe("Nothing, as far as the files say.\n");
    expect(run(shop(), ["what-can", "--issuer", EKS, "--subject", `${ORDERS}2`]).out).toBe("Nothing, as far as the files say.\n");
  });
});

describe("report", () => {
  it("writes a page and Markdown into a folder, the same each time", () => {
    const folder = shop();
    const { code, err } = run(folder, ["report", "--out", "docs"]);
    expect({ code, err }).toEqual({ code: 0, err: "wrote docs/trust-report.html\nwrote docs/trust-report.md\n" });
    const [page, text] = ["html", "md"].map((end) => readFileSync(join(folder, `docs/trust-report.${end}`), "utf8"));
    expect(run(folder, ["report"]).out).toBe(text);
    expect(run(folder, ["report", "--format", "html"]).out).toBe(page);
    expect(page).not.toContain(folder);
    expect(run(folder, ["report", "--out", "one.md"]).code).toBe(0);
    expect(existsSync(join(folder, "one.html"))).toBe(false);
    expect(readFileSync(join(folder, "one.md"), "utf8")).toBe(text);
  });

  it("says what cannot be written", () => {
    const folder = folderWith({ [OUT]: stackWith(ORDERS), file: "" });
    expect(run(folder, ["report", "--out", "file/x.md"]).err).toMatch(/^cdktf-workload-identity: file\/x\.md cannot be written/);
  });
});

describe("colours and progress", () => {
  const ESCAPE = "\u001b[";
  it("are for terminals alone, and nobody is forced", () => {
    const asked = ["who-can", "orders"];
    expect(run(shop(), asked).out).not.toContain(ESCAPE);
    expect(run(shop(), asked, { outIsTerminal: true }).out).toContain(ESCAPE);
    expect(run(shop(), [...asked, "--no-color"], { outIsTerminal: true }).out).not.toContain(ESCAPE);
    expect(run(shop(), asked, { outIsTerminal: true, env: { NO_COLOR: "1" } }).out).not.toContain(ESCAPE);
    expect(run(shop(), asked, { outIsTerminal: true, env: { NO_COLOR: "" } }).out).toContain(ESCAPE);
    expect(run(shop(), asked).err).toBe("");
    expect(run(shop(), asked, { errIsTerminal: true }).err).toContain("working out who trusts whom");
  });

  it("cannot be forged by a name in a file", () => {
    const folder = folderWith({ [OUT]: stackWith(`${ESCAPE}31mgreen\u202e`) });
    expect(run(folder, ["who-can", "orders"]).out).toContain("subject   \\u001b[31mgreen\\u202e");
  });
});

describe("an identity on the command line", () => {
  const two = {
    "a/cdk.tf.json": stackWith(ORDERS),
    "b/cdk.tf.json": { resource: { aws_iam_role: { other: { name: "other", assume_role_policy: "${var.x}" } } } },
  };

  it("needs no stack before its address where one stack alone has it", () => {
    const { code, out } = run(folderWith(two), ["who-can", "aws_iam_role.orders", "."]);
    expect({ code, first: out.split("\n")[0] }).toEqual({ code: 0, first: "AWS role orders  a/aws_iam_role.orders" });
    const both = { ...two, "b/cdk.tf.json": stackWith(ORDERS) };
    expect(run(folderWith(both), ["who-can", "aws_iam_role.orders", "."])).toEqual({
      code: 2,
      out: "",
      err: expect.stringContaining("name one of a/aws_iam_role.orders, b/aws_iam_role.orders") as string,
    });
  });

  it("is found by the workload that becomes it", () => {
    expect(run(folderWith(two), ["who-can", "shop/orders", "."]).out).toContain("AWS role orders  a/aws_iam_role.orders");
  });

  it("is asked about with the issuer's URL", () => {
    expect(run(folderWith(two), ["what-can", "--issuer", "eu", "--subject", ORDERS, "."])).toEqual({
      code: 2,
      out: "",
      err: expect.stringContaining('--issuer "eu" is not a URL') as string,
    });
  });
});
