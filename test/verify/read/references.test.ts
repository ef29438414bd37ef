import { show } from "../../../lib/verify/text";
import { attribute, read, shown } from "./reading";

const role = (values: object): object => ({ resource: { aws_iam_role: { r: values } } });

describe("references", () => {
  test("an argument that a resource sets is its value wherever it is read", () => {
    const configuration = read({
      locals: { team: "shop" },
      resource: {
        aws_iam_role: { r: { name: "${local.team}-orders", tags: { team: "${local.team}" } } },
        aws_iam_role_policy: { p: { role: "${aws_iam_role.r.name}", name: '${aws_iam_role.r.tags["team"]}' } },
      },
    });
    expect(shown(configuration.at("aws_iam_role_policy.p")!.values)).toEqual({ role: "shop-orders", name: "shop" });
  });

  test("variables are known only from the options, for a default may be overridden", () => {
    const json = { variable: { v: { default: "a" } }, ...role({ name: "${var.v}", path: "/${var.list[0].x}/" }) };
    expect(attribute(read(json), "aws_iam_role.r", "name")).toBe("${var.v}");
    const known = read(json, { variables: { v: "b", list: [{ x: 1 }] } });
    expect(shown(known.at("aws_iam_role.r")!.values)).toEqual({
      name: "b",
      path: "/1/",
      arn: "arn:aws:iam::${account of aws}:role/1/b",
      id: "b",
    });
  });

  test("a block that stands once is read with and without its index", () => {
    const configuration = read({
      resource: {
        kubernetes_service_account_v1: { sa: { metadata: { name: "orders" } } },
        terraform_data: {
          x: {
            input: ["metadata[0].name", "metadata.0.name", "metadata[0].uid"].map(
              (path) => `\${kubernetes_service_account_v1.sa.${path}}`,
            ),
          },
        },
      },
    });
    expect(attribute(configuration, "terraform_data.x", "input")).toEqual([
      "orders",
      "orders",
      "${kubernetes_service_account_v1.sa.metadata[0].uid}",
    ]);
  });

  test("comments, meta-arguments and comments within blocks are no values", () => {
    const configuration = read({
      "//": "x",
      ...role({ "//": {}, name: "a", depends_on: ["b.c"], lifecycle: {}, provider: "aws.eu", x: { "//": 1, y: 2 } }),
    });
    const { values, provider } = configuration.at("aws_iam_role.r")!;
    expect([shown(values), provider]).toEqual([
      { name: "a", x: { y: 2 }, arn: "arn:aws:iam::${account of aws.eu}:role/a", id: "a" },
      "aws.eu",
    ]);
  });

  test("blocks may be lists at every level", () => {
    const configuration = read({
      provider: [{ aws: [{ region: "cn-north-1" }, { alias: "eu", region: "eu-west-1" }] }],
      locals: [{ a: "x" }, { b: "y" }],
      resource: [{ aws_iam_role: [{ one: [{ name: "${local.a}" }] }] }, { aws_iam_role: { two: { name: "${local.b}" } } }],
    });
    expect(configuration.ofType("aws_iam_role").map(({ address, values }) => [address, shown(values["arn"])])).toEqual([
      ["aws_iam_role.one", "arn:aws-cn:iam::${account of aws}:role/x"],
      ["aws_iam_role.two", "arn:aws-cn:iam::${account of aws}:role/y"],
    ]);
    expect([...configuration.providers.keys()]).toEqual(["aws", "aws.eu"]);
  });

  test("an address finds its resource, and so does an attribute of it", () => {
    const configuration = read({ resource: { aws_iam_role: { r: { for_each: ["a.b"], name: "x" } } } });
    const [resource] = configuration.resources;
    for (const address of ['aws_iam_role.r["a.b"]', 'aws_iam_role.r["a.b"].arn', 'aws_iam_role.r["a.b"].tags.x']) {
      expect(configuration.at(address)).toBe(resource);
    }
    for (const address of ["aws_iam_role.r", 'aws_iam_role.r["a"].arn', "aws_iam_role", "", "__proto__"]) {
      expect(configuration.at(address)).toBeUndefined();
    }
  });

  test("what is used twice is reported, and the first one read", () => {
    const configuration = read({ resource: { aws_iam_role: { r: [{ name: "a" }, { name: "b" }] } } });
    expect(attribute(configuration, "aws_iam_role.r", "name")).toBe("a");
    expect(configuration.problems).toEqual([
      {
        place: { file: "main.tf.json", address: "aws_iam_role.r" },
        what: "this address is used twice",
        cure: "rename one of them: only the first is read",
      },
    ]);
  });
});

describe("count and for_each", () => {
  const names = (block: object): (string | undefined)[] =>
    read({ locals: { teams: { b: "B", a: "A" } }, resource: { aws_iam_role: { r: block } } }).resources.map(
      ({ address, values, perhaps }) => `${address} ${show(values["name"] as string)}${perhaps === true ? " perhaps" : ""}`,
    );

  test.each<[string, object, string[]]>([
    ["a count", { count: 2, name: "n${count.index}" }, ["aws_iam_role.r[0] n0", "aws_iam_role.r[1] n1"]],
    ["a count of none", { count: "${false ? 1 : 0}", name: "n" }, []],
    [
      "a map",
      { for_each: "${local.teams}", name: "${each.key}${each.value}" },
      ['aws_iam_role.r["a"] aA', 'aws_iam_role.r["b"] bB'],
    ],
    ["a set", { for_each: '${toset(["y", "x"])}', name: "${each.value}" }, ['aws_iam_role.r["x"] x', 'aws_iam_role.r["y"] y']],
    ["an unknown count", { count: "${var.n}", name: "n${count.index}" }, ["aws_iam_role.r n${count.index of var.n} perhaps"]],
    [
      "an unknown map",
      { for_each: "${var.m}", name: "${each.key}-${each.value.x}" },
      ["aws_iam_role.r ${each.key of var.m}-${(each.value of var.m).x} perhaps"],
    ],
    ["itself", { for_each: "${aws_iam_role.r}", name: "n" }, ["aws_iam_role.r n perhaps"]],
  ])("%s", (_, block, expected) => {
    expect(names(block)).toEqual(expected);
  });

  test("instances are referred to by their keys", () => {
    const configuration = read({
      resource: {
        aws_iam_role: {
          each: { for_each: ["a", "b"], name: "${each.key}" },
          counted: { count: 2, name: "n${count.index}" },
          open: { count: "${var.n}", name: "o" },
        },
        terraform_data: {
          x: {
            input: [
              '${aws_iam_role.each["a"].name}',
              '${aws_iam_role.each["z"].name}',
              "${aws_iam_role.counted[1].name}",
              "${aws_iam_role.counted[*].name}",
              "${aws_iam_role.open[0].name}",
              '${[for k in ["a", "b"] : aws_iam_role.each[k].name]}',
            ],
          },
        },
      },
    });
    expect(attribute(configuration, "terraform_data.x", "input")).toEqual([
      "a",
      '${aws_iam_role.each["z"].name}',
      "n1",
      ["n0", "n1"],
      "${aws_iam_role.open[0].name}",
      ["a", "b"],
    ]);
  });

  test("dynamic blocks stand beside fixed ones", () => {
    const configuration = read({
      locals: { claims: { sub: ["a"], aud: ["b"] } },
      data: {
        aws_iam_policy_document: {
          d: {
            statement: {
              actions: ["x"],
              condition: { test: "StringEquals", variable: "k", values: ["v"] },
              dynamic: {
                condition: {
                  for_each: "${local.claims}",
                  iterator: "claim",
                  content: { test: "StringEquals", variable: "i:${claim.key}", values: "${claim.value}" },
                },
              },
            },
          },
        },
      },
    });
    const json = attribute(configuration, "data.aws_iam_policy_document.d", "minified_json") as string;
    expect(JSON.parse(json)).toEqual({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "x", Condition: { StringEquals: { k: "v", "i:aud": "b", "i:sub": "a" } } }],
    });
  });

  test("dynamic blocks over something unknown make the blocks unknown", () => {
    const configuration = read({
      resource: {
        x_y: { z: { rule: { a: 1 }, dynamic: { rule: { for_each: "${var.rules}", content: { a: "${rule.value}" } } } } },
      },
    });
    expect(attribute(configuration, "x_y.z", "rule")).toBe("${the rule blocks (1) of x_y.z.rule}");
  });
});
