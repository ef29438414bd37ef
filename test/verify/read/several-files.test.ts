import { readConfiguration } from "../../../lib/verify/read/read";
import { attribute, shown } from "./reading";

describe("several files", () => {
  const clusters = {
    "//": { metadata: { stackName: "clusters" } },
    locals: { n: "of clusters" },
    resource: { aws_eks_cluster: { c: { name: "c" } } },
    output: { issuer: { value: "${aws_eks_cluster.c.identity[0].oidc[0].issuer}" }, n: { value: "${local.n}" } },
  };
  const apps = {
    data: { terraform_remote_state: { "cross-stack-reference-input-clusters": { backend: "local", config: { path: "x" } } } },
    resource: {
      aws_iam_openid_connect_provider: {
        p: { url: "${data.terraform_remote_state.cross-stack-reference-input-clusters.outputs.issuer}" },
      },
      aws_eks_cluster: { c: { name: '${data.terraform_remote_state.cross-stack-reference-input-clusters.outputs["n"]}' } },
    },
  };

  test("are told apart by their stacks, and outputs are read in their own", () => {
    const configuration = readConfiguration([
      { name: "cdktf.out/stacks/clusters/cdk.tf.json", json: clusters },
      { name: "cdktf.out/stacks/apps/cdk.tf.json", json: JSON.stringify(apps) },
    ]);
    const provider = configuration.at("apps/aws_iam_openid_connect_provider.p")!;
    expect(provider).toEqual({
      address: "apps/aws_iam_openid_connect_provider.p",
      mode: "managed",
      type: "aws_iam_openid_connect_provider",
      name: "p",
      provider: "apps/aws",
      dependsOn: [],
      place: { file: "cdktf.out/stacks/apps/cdk.tf.json", address: "aws_iam_openid_connect_provider.p" },
      values: provider.values,
    });
    expect(shown(provider.values)).toEqual({
      url: "${clusters/aws_eks_cluster.c.identity[0].oidc[0].issuer}",
      arn: 'arn:aws:iam::${account of apps/aws}:oidc-provider/${trimprefix(clusters/aws_eks_cluster.c.identity[0].oidc[0].issuer, "https://")}',
      id: 'arn:aws:iam::${account of apps/aws}:oidc-provider/${trimprefix(clusters/aws_eks_cluster.c.identity[0].oidc[0].issuer, "https://")}',
    });
    expect(attribute(configuration, "apps/aws_eks_cluster.c", "name")).toBe("of clusters");
  });

  test("an output that two files have, or a file of another name, is unknown", () => {
    const other = { ...clusters, "//": {} };
    const url = (files: object[]): unknown => {
      const inputs = files.map((json, index) => ({ name: `${index}.json`, json }));
      return attribute(readConfiguration(inputs), "0/aws_iam_openid_connect_provider.p", "url");
    };
    const unknown = "${0/data.terraform_remote_state.cross-stack-reference-input-clusters.outputs.issuer}";
    expect(url([apps, other])).toBe("${1/aws_eks_cluster.c.identity[0].oidc[0].issuer}");
    expect(url([apps, other, other])).toBe(unknown);
    expect(url([apps, { ...clusters, "//": { metadata: { stackName: "else" } } }])).toBe(unknown);
    expect(url([apps, { ...other, terraform: { backend: { s3: { bucket: "b" } } } }])).toBe(unknown);
  });

  test("names of stacks are short and unique", () => {
    const names = ["a/x/cdk.tf.json", "b/x/cdk.tf.json", "p.tf.json", "q/plan.json", "terraform.tfstate", ""];
    const configuration = readConfiguration(
      names.map((name) => ({ name, json: { resource: { aws_iam_role: { r: { name: "n" } } } } })),
    );
    expect(configuration.resources.map(({ address }) => address.split("/")[0])).toEqual([
      "x",
      "x-2",
      "p",
      "plan",
      "terraform",
      "input",
    ]);
  });
});
