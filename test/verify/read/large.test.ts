import { readConfiguration } from "../../../lib/verify/read/read";

test("a large file is read whole, given as text or as an object", () => {
  const role = (index: number): object => ({
    name: `r${index}`,
    assume_role_policy: `{"Principal": "\${aws_iam_openid_connect_provider.p.arn}", "Sid": "${"x".repeat(400)}"}`,
  });
  const roles = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`r${index}`, role(index)]));
  const json = { resource: { aws_iam_openid_connect_provider: { p: { url: "${var.url}" } }, aws_iam_role: roles } };
  const problems = [json, JSON.stringify(json)].map((each) => readConfiguration([{ name: "main.tf.json", json: each }]).problems);
  expect(problems).toEqual([[], []]);
});
