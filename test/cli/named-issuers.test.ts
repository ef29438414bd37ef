// Clusters carry the names that the files give them, next to their URLs, in everything that people read.
import { reportData } from "../../lib/cli/render/report-data";
import { withIssuerNames } from "../../lib/cli/render/named-issuers";
import { readModel } from "../../lib/verify";
import { issuerNames } from "../../lib/verify/issuer-names";
import { claims, EKS, folderWith, ORDERS, run, stackWith } from "./world";

const GITHUB = "https://token.actions.githubusercontent.com";
const modelOf = (resource: object) => readModel([{ name: "main.tf.json", json: { resource } }]);
const aws = (label: string, url = EKS) => ({
  aws_iam_openid_connect_provider: { [label]: { url, client_id_list: ["sts.amazonaws.com"] } },
});
const google = (more: object, pool: object = {}) => ({
  google_iam_workload_identity_pool: { p: { workload_identity_pool_id: "pool", ...pool } },
  google_iam_workload_identity_pool_provider: {
    clusters: { workload_identity_pool_id: "pool", workload_identity_pool_provider_id: "p", oidc: { issuer_uri: EKS }, ...more },
  },
});
const azure = (name: string, subject = ORDERS) => ({
  azurerm_federated_identity_credential: {
    c: { name, issuer: EKS, subject, audience: ["api://AzureADTokenExchange"], parent_id: "/subscriptions/s/x" },
  },
});

describe("the names of an issuer", () => {
  it.each<[string, object, readonly string[] | undefined]>([
    ["the provider's label", aws("eu"), ["eu"]],
    ["the construct's id, of a label that cdktf made", aws("acme_aws_eu-1_8ECC6ABF"), ["eu-1", "acme_aws_eu-1"]],
    ["nothing, of a label that says nothing", aws("this"), undefined],
    ["the display names of provider and pool", google({ display_name: "EU" }, { display_name: "Clusters" }), ["EU", "Clusters"]],
    ["the provider's label without them", google({}), ["clusters"]],
    ["a credential's name without its hash", azure("eu-8ad30c3a"), ["eu"]],
    ["a credential's whole name without one", azure("eu"), ["eu"]],
    ["nothing, of a credential that is called like who asks", azure("orders-eu"), undefined],
    ["nothing that could disguise itself in a text", google({ display_name: "eu`<b>" }), undefined],
  ])("are %s", (_, resource, names) => {
    expect(issuerNames(modelOf(resource)).get(EKS)).toEqual(names);
  });

  it("begin with the one that most trusts give", () => {
    const model = modelOf({ ...aws("prod"), ...google({ display_name: "eu" }), ...azure("eu-8ad30c3a") });
    expect(issuerNames(model).get(EKS)).toEqual(["eu", "prod"]);
  });
});

describe("a text", () => {
  const model = modelOf({ aws_iam_openid_connect_provider: { eu: { url: EKS }, github: { url: GITHUB } } });
  it("has each issuer's name before its URL, whatever stands around", () => {
    expect(withIssuerNames(`a ${EKS}, (${GITHUB}) and \`${EKS}\`.`, model)).toBe(
      `a eu (${EKS}), (github (${GITHUB})) and \`eu (${EKS})\`.`,
    );
    expect(withIssuerNames(`iss is ${EKS}. So`, model)).toBe(`iss is eu (${EKS}). So`);
  });

  it("keeps URLs that only begin like an issuer's, and those of nobody", () => {
    const text = `${EKS}/more ${EKS}0 https://a.example/`;
    expect(withIssuerNames(text, model)).toBe(text);
  });
});

describe("the command line", () => {
  const folder = folderWith({
    "cdktf.out/cdk.tf.json": stackWith(ORDERS),
    "token.json": claims(),
    "wide/cdk.tf.json": stackWith("*"),
  });
  const named = `eu (${EKS})`;

  it.each<[string, string[]]>([
    ["who-can", ["aws_iam_role.orders"]],
    ["explain", ["--token", "token.json"]],
    ["diff", ["cdktf.out", "wide"]],
    ["report", []],
  ])("names clusters in the text of %s", (command, argv) => {
    expect(run(folder, [command, ...argv]).out.replaceAll("`", "")).toContain(named);
  });

  it("leaves the URL alone in what programs read", () => {
    const { out } = run(folder, ["who-can", "aws_iam_role.orders", "--format", "json"]);
    expect(out).toContain(EKS);
    expect(out).not.toContain(named);
  });
});

test("the report has the name beside the URL", () => {
  const { rows, issuers } = reportData(readModel([{ name: "main.tf.json", json: stackWith(ORDERS) }]), "Who");
  expect(rows.map(({ issuerName, issuer }) => [issuerName, issuer])).toEqual([["eu", EKS]]);
  expect(issuers.map(({ name }) => name)).toEqual(["eu"]);
});
