import type { JsonObject } from "../../../lib/verify/json";
import { encodeJson } from "../../../lib/verify/read/json-encoding";
import { readConfiguration } from "../../../lib/verify/read/read";
import { read } from "./reading";

const call = (members: string[]): object => ({ source: "acme/iam/google", "//": "why", depends_on: ["x_y.z"], members });

describe("a module that a configuration calls", () => {
  const configuration = read({
    provider: { google: { project: "acme" } },
    locals: { more: ["system:serviceaccount:shop:orders"], account: "${google_service_account.sa.email}" },
    resource: { google_service_account: { sa: { account_id: "reader" }, other: { account_id: "other" } } },
    module: { b: { ...call(["${google_service_account.sa.email}"]), more: "${local.more}" }, c: { a: "${local.account}" } },
  });
  const [b, c] = configuration.unread;

  test("is unread, with what it is given as far as that is known", () => {
    const inputs = {
      members: ["reader@acme.iam.gserviceaccount.com"],
      more: ["system:serviceaccount:shop:orders"],
      source: "acme/iam/google",
    };
    expect(configuration.unread).toEqual([
      {
        kind: "module",
        place: { file: "main.tf.json", address: "module.b" },
        what: "the module acme/iam/google",
        content: JSON.stringify(inputs),
        mentions: expect.any(Function) as unknown,
      },
      {
        kind: "module",
        place: { file: "main.tf.json", address: "module.c" },
        what: "the module c",
        content: JSON.stringify({ a: "reader@acme.iam.gserviceaccount.com" }),
        mentions: expect.any(Function) as unknown,
      },
    ]);
  });

  test.each([
    ["google_service_account.sa", true, false],
    ['google_service_account.sa["a"]', true, false],
    ["reader@acme.iam.gserviceaccount.com", true, true],
    ["google_service_account.other", false, false],
    ["other@acme.iam.gserviceaccount.com", false, false],
    ["", false, false],
  ])("mentions %s, or does not", (name, first, second) => {
    expect([b?.mentions(name), c?.mentions(name)]).toEqual([first, second]);
  });
});

test("a module of one of several stacks mentions the resources of its own stack by their address", () => {
  const stack = (name: string): { name: string; json: object } => ({
    name: `${name}/cdk.tf.json`,
    json: { resource: { x_y: { z: {} } }, module: { m: call(["${x_y.z.email}"]) } },
  });
  const [first] = readConfiguration([stack("one"), stack("two")]).unread;
  expect(first?.content).toBe('{"members":["\uE000one/x_y.z.email\uE001"],"source":"acme/iam/google"}');
  expect([first?.mentions("one/x_y.z"), first?.mentions("two/x_y.z")]).toEqual([true, false]);
});

test.each([
  ["a file that is not JSON", "resource {"],
  ["a file that is not Terraform", { name: "package" }],
  ["a file with a key that stands twice", '{"resource":{"x_y":{"z":{}},"x_y":{"z":{}}}}'],
  ["a plan that leaves things out", { format_version: "1.2", planned_values: {}, complete: false }],
])("%s is unread and may hold anything", (_, json) => {
  const [file, ...others] = read(json).unread;
  expect(others).toEqual([]);
  expect({ ...file, mentions: file?.mentions("x_y.z") }).toEqual({
    kind: "file",
    place: { file: "main.tf.json", address: "$" },
    what: "the file main.tf.json",
    content: typeof json === "string" ? json : encodeJson(json as JsonObject, () => undefined),
    mentions: true,
  });
});

describe("the state of another configuration", () => {
  const data = { terraform_remote_state: { network: { backend: "s3", config: { bucket: "b", key: "network" } } } };
  const unread = (...others: { name: string; json: object }[]): unknown =>
    readConfiguration([{ name: "a.tf.json", json: { data } }, ...others]).unread.map(({ kind, what }) => [kind, what]);
  const stack = (key: string): { name: string; json: object } => ({
    name: `${key}.tf.json`,
    json: { terraform: { backend: { s3: { bucket: "b", key } } } },
  });

  test("is unread where that configuration is not among the inputs", () => {
    const expected = [["state", "the state that data.terraform_remote_state.network reads"]];
    expect(unread()).toEqual(expected);
    expect(unread(stack("database"))).toEqual(expected);
  });

  test("is read where it is", () => {
    expect(unread(stack("network"))).toEqual([]);
  });
});

describe("what Terraform lets go of", () => {
  const removed = (from: string, lifecycle: unknown): unknown => read({ removed: [{ from, lifecycle }] }).forgotten;
  const place = (address: string): object => ({ file: "main.tf.json", address });

  test.each([
    ["a resource", "aws_iam_role.x", { address: "aws_iam_role.x", type: "aws_iam_role" }],
    ["a resource, as an expression", "${aws_iam_role.x}", { address: "aws_iam_role.x", type: "aws_iam_role" }],
    ["a module's resource", "module.m.aws_iam_role.x", { address: "module.m.aws_iam_role.x", type: "aws_iam_role" }],
    ["a module", "module.m.module.n", { address: "module.m.module.n" }],
  ])("is forgotten where it is not destroyed: %s", (_, from, expected) => {
    const forgotten = [{ ...expected, place: place(expected.address) }];
    expect(removed(from, { destroy: false })).toEqual(forgotten);
    expect(removed(from, [{ destroy: false }])).toEqual(forgotten);
  });

  test.each([
    ["destroy = true", { destroy: true }],
    ["none", undefined],
  ])("is not with the lifecycle %s", (_, lifecycle) => {
    expect(removed("aws_iam_role.x", lifecycle)).toEqual([]);
  });

  test("is what a plan forgets", () => {
    const change = (address: string, actions: string[]): object => ({ address, change: { actions } });
    const resource_changes = [change('module.m["a"].aws_iam_role.x[0]', ["forget"]), change("aws_iam_role.y", ["delete"])];
    const address = 'module.m["a"].aws_iam_role.x[0]';
    expect(read({ format_version: "1.2", resource_changes }).forgotten).toEqual([
      { address, type: "aws_iam_role", place: place(address) },
    ]);
  });
});
