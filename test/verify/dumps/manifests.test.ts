import { findings, type Model, readModel } from "../../../lib/verify";
import { ROLE_ARN, TERRAFORM } from "./account";

const CLIENT_ID = "22222222-2222-4222-8222-222222222222";
const read = (yaml: string, more: object = TERRAFORM): Model =>
  readModel(
    [
      { name: "main.tf.json", json: more },
      { name: "k8s/orders.yaml", json: yaml },
    ],
    { awsAccounts: "111122223333" },
  );
const found = (yaml: string): unknown[] =>
  findings(read(yaml))
    .filter(({ id }) => id.startsWith("kubernetes") || id.startsWith("static"))
    .map(({ id, place }) => `${id} ${place.file}`);

const serviceAccount = (name: string, annotations: string, namespace = "  namespace: shop\n"): string =>
  `apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: ${name}\n${namespace}  annotations: ${annotations}\n`;
const deployment = (template: string): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders, namespace: shop }\nspec:\n  template: ${template}\n`;

describe("manifests of YAML", () => {
  it("leave the addresses of the one stack as they are", () => {
    const { identities, configuration } = read(serviceAccount("orders", "{}"));
    expect(identities.map(({ address }) => address)).toContain("aws_iam_role.orders");
    expect(configuration.problems).toEqual([]);
  });

  it("meet the role that an annotation names, in each of several documents", () => {
    const arn = `{ eks.amazonaws.com/role-arn: "${ROLE_ARN}" }`;
    expect(found(serviceAccount("orders", arn))).toEqual([]);
    expect(found(`${serviceAccount("orders", arn)}---\n${serviceAccount("evil", arn)}`)).toEqual([
      "kubernetes-identity-does-not-trust k8s/orders.yaml",
    ]);
  });

  it("without a namespace are in whichever one they are applied to", () => {
    expect(found(serviceAccount("orders", `{ eks.amazonaws.com/role-arn: "${ROLE_ARN}" }`, ""))).toEqual([]);
  });

  it("say which pods the webhook of Azure passes by", () => {
    const annotated = serviceAccount("orders", `{ azure.workload.identity/client-id: ${CLIENT_ID} }`);
    const pod = (labels: string) => deployment(`{ metadata: { labels: ${labels} }, spec: { serviceAccountName: orders } }`);
    const about = (yaml: string) => found(yaml).filter((each) => String(each).includes("-pod-"));
    expect(about(`${annotated}---\n${pod("{ app: orders }")}`)).toEqual(["kubernetes-pod-without-azure-label k8s/orders.yaml"]);
    expect(about(`${annotated}---\n${pod('{ azure.workload.identity/use: "true" }')}`)).toEqual([]);
    const nameless = deployment('{ metadata: { labels: { azure.workload.identity/use: "true" } }, spec: {} }');
    expect(about(nameless)).toEqual(["kubernetes-pod-without-service-account k8s/orders.yaml"]);
  });

  it("hold keys as Terraform's do", () => {
    const env = '[{ name: AWS_SECRET_ACCESS_KEY, value: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" }]';
    expect(found(deployment(`{ spec: { containers: [{ name: main, env: ${env} }] } }`))).toEqual([
      "static-key-held k8s/orders.yaml",
    ]);
  });

  it("that cannot be read are unread, with their line and the cure", () => {
    const template = `apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: {{ include "x" . }}\n`;
    const said = (yaml: string) => {
      const { problems, unread } = read(yaml).configuration;
      return [problems.map(({ what, cure }) => `${what}; ${cure}`), unread.map(({ what }) => what)];
    };
    expect(said(template)).toEqual([
      ["this is the template of a Helm chart, which is unread; give what `helm template` prints"],
      ["the file k8s/orders.yaml"],
    ]);
    const [[problem = ""] = []] = said("apiVersion: v1\nkind: [\n");
    expect(problem).toMatch(/^this is not YAML: /);
  });

  it("that would multiply without end are refused in time", () => {
    const lines = ["a: &a [x, x, x, x, x, x, x, x, x]"];
    for (let i = 0; i < 12; i++)
      lines.push(
        `b${i}: &b${i} [${Array(9)
          .fill(i === 0 ? "*a" : `*b${i - 1}`)
          .join(", ")}]`,
      );
    const { problems, resources } = read(`apiVersion: v1\nkind: Pod\n${lines.join("\n")}\n`, {}).configuration;
    expect([problems.length, resources]).toEqual([1, []]);
    const deep = read(`apiVersion: v1\nkind: Pod\nx: ${"[".repeat(200_000)}`, {}).configuration;
    expect([deep.problems.length, deep.resources]).toEqual([1, []]);
  });

  it("that hold marks of unknown values stand for nothing known", () => {
    const yaml = serviceAccount("orders", `{ eks.amazonaws.com/role-arn: "\\uE000x\\uE001" }`);
    expect(read(yaml).configuration.problems.map(({ what }) => what)).toEqual([
      "it holds the characters U+E000 or U+E001, which stand for unknown values here",
    ]);
  });
});
