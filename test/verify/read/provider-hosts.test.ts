import { readFiles } from "../../../lib/verify/read-files";
import type { Json } from "../../../lib/verify/json";
import { shown } from "./reading";

const keyOf = (files: Record<string, string>): Json | undefined =>
  shown(readFiles(files).configuration.at("module.m.terraform_data.key")?.values["input"]);

describe("a role by a module that takes the host out of its provider's ARN", () => {
  const role = (host: string, url: string): Record<string, string> => ({
    "main.tf": `resource "aws_eks_cluster" "eu" { name = "eu" }
resource "aws_iam_openid_connect_provider" "eu" {
  url            = ${url}
  client_id_list = ["sts.amazonaws.com"]
}
module "m" {
  source = "./m"
  arn    = aws_iam_openid_connect_provider.eu.arn
}`,
    "m/main.tf": `variable "arn" {}
resource "terraform_data" "key" {
  input = "\${${host}}:sub"
}`,
  });
  const cluster = "aws_eks_cluster.eu.identity[0].oidc[0].issuer";
  const known = `\${trimprefix(${cluster}, "https://")}:sub`;

  test.each([
    ['replace(var.arn, "/^(.*provider/)/", "")', cluster, known],
    ['element(split("oidc-provider/", var.arn), 1)', cluster, known],
    ['replace(var.arn, "/^.*oidc-provider//", "")', '"https://a.example/b"', "a.example/b:sub"],
  ])("has the provider's host in its key: %s", (host, url, expected) => {
    expect(keyOf(role(host, url))).toBe(expected);
  });

  test("does not where the issuer may hold the same words", () => {
    const files = role('replace(var.arn, "/^(.*provider/)/", "")', "data.http.x.body");
    expect(keyOf(files)).toMatch(/^\$\{replace\(/);
  });
});
