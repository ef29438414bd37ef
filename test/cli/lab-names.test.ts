// How the command line finds a workload, its cluster and a stranger, and what it says if it cannot.
import { ownerOf, type Whose } from "../../lib/cli/lab/whose";
import { type Lab, startLab } from "../../lib/lab";
import { EU, STACK } from "../lab/stack";
import { folderWith, run, runLater } from "./world";

jest.setTimeout(60_000);

const US = "https://oidc.eks.us-east-1.amazonaws.com/id/FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF";
const { resource } = STACK;
const credential = resource.azurerm_federated_identity_credential.orders;
const stackWith = (more: object): object => ({ ...STACK, resource: { ...resource, ...more } });
const credentials = (more: object): object =>
  stackWith({ azurerm_federated_identity_credential: { orders: credential, ...more } });
const STACKS = {
  one: STACK,
  twoClusters: credentials({ us: { ...credential, name: "us", issuer: US } }),
  twoNamespaces: credentials({ stage: { ...credential, subject: "system:serviceaccount:stage:orders" } }),
  construct: stackWith({
    kubernetes_service_account_v1: {
      "acme_checkout_service-account-eu_A7B06706": { metadata: { namespace: "shop", name: "orders" } },
    },
  }),
  nobody: { resource: { aws_s3_bucket: { b: { bucket: "b" } } } },
};

const labs = new Map<string, Lab>();
beforeAll(async () => {
  for (const [name, json] of Object.entries(STACKS)) labs.set(name, await startLab({ inputs: [{ name: "s.tf.json", json }] }));
});
afterAll(async () => {
  await Promise.all([...labs.values()].map(async (lab) => lab.close()));
});

const owner = async (stack: keyof typeof STACKS, whose: Whose = {}): Promise<object> => ownerOf(labs.get(stack)!, whose);
/** The line that says why there is none. */
const refusal = async (stack: keyof typeof STACKS, whose: Whose = {}): Promise<string> =>
  owner(stack, whose).then(
    (found) => `found ${JSON.stringify(found)}`,
    (error: unknown) => (error as Error).message,
  );
const ORDERS = { namespace: "shop", serviceAccount: "orders", cluster: EU, as: {} };

describe("whose tokens are wanted", () => {
  it("are those of the only workload on its only cluster", async () => {
    expect(await owner("one")).toEqual(ORDERS);
  });

  it("is said by a ServiceAccount's name, with its namespace, or by its construct's id", async () => {
    expect(await owner("one", { workload: "orders" })).toEqual(ORDERS);
    expect(await owner("twoNamespaces", { workload: "stage/orders" })).toEqual({ ...ORDERS, namespace: "stage" });
    expect(await owner("construct", { workload: "checkout" })).toEqual(ORDERS);
  });

  it("is said by a cluster's name, URL, or the end of that", async () => {
    expect(await owner("twoClusters", { cluster: "eu" })).toEqual(ORDERS);
    for (const cluster of ["us", US, US.slice(-32)])
      expect(await owner("twoClusters", { cluster })).toEqual({ ...ORDERS, cluster: US });
  });

  it("is said of a stranger by name, namespace, cluster and audience", async () => {
    const as = async (whose: Whose): Promise<object> => owner("twoClusters", { cluster: "eu", ...whose });
    expect(await as({ as: "evil" })).toEqual({ ...ORDERS, as: { serviceAccount: "evil" } });
    expect(await as({ as: "orders/orders" })).toEqual({ ...ORDERS, as: { namespace: "orders", serviceAccount: "orders" } });
    expect(await as({ asCluster: "us", audience: "a" })).toEqual({ ...ORDERS, as: { cluster: US, audience: "a" } });
    const elsewhere = "https://oidc.example.com/elsewhere";
    expect(await as({ asCluster: elsewhere })).toEqual({ ...ORDERS, as: { cluster: elsewhere } });
  });

  it("is asked for where several clusters or workloads would do", async () => {
    expect(await refusal("twoClusters")).toBe(`which cluster? shop/orders is on eu (${EU}) and us (${US}); give --cluster eu`);
    const choice = "name one of shop/orders, stage/orders: --workload shop/orders";
    expect(await refusal("twoNamespaces")).toBe(`the files hold several workloads; ${choice}`);
    expect(await refusal("twoNamespaces", { workload: "orders" })).toBe(`several workloads are called "orders"; ${choice}`);
  });

  it("is refused where nothing is called so", async () => {
    expect(await refusal("twoNamespaces", { workload: "stage/order" })).toBe(
      'the files have no workload "stage/order"; name one of stage/orders, shop/orders; a stranger is --as',
    );
    expect(await refusal("one", { cluster: "asia" })).toBe(
      `the files hold no issuer called asia; name it by its URL: ${EU} or eu`,
    );
    expect(await refusal("one", { cluster: US })).toBe(
      `the files trust no issuer ${US} (they trust eu (${EU})); name one of those that they trust, or a stranger's with --as-cluster`,
    );
    expect(await refusal("one", { as: "a/b/c" })).toBe('--as "a/b/c" is not a ServiceAccount; give [NAMESPACE/]NAME');
    expect(await refusal("nobody")).toBe("the files name no exact ServiceAccount; give files of a stack that lets one in");
  });
});

describe("lab", () => {
  it("has help for itself and for each command", () => {
    expect(run(".", ["lab"]).out).toContain("  lab serve  ");
    expect(run(".", ["lab", "--help"]).code).toBe(0);
    for (const name of ["run", "serve", "token"]) {
      const { code, out } = run(".", ["lab", name, "--help"]);
      expect([code, out.includes(`Usage: cdktf-workload-identity lab ${name} `)]).toEqual([0, true]);
      expect(run(".", ["help", "lab", name]).out).toBe(out);
    }
    expect(run(".", ["lab", "walk"]).err).toMatch(
      /^cdktf-workload-identity: there is no command "lab walk"; use one of .*lab run/,
    );
  });

  it("says in a line what is missing or wrong", async () => {
    const said = async (cwd: string, ...argv: string[]): Promise<string> => {
      const { code, out, err } = await runLater(cwd, ["lab", ...argv]);
      expect([code, out]).toEqual([2, ""]);
      return err.replace("cdktf-workload-identity: ", "").trimEnd();
    };
    const empty = folderWith({ "cdktf.out/cdk.tf.json": { resource: {} } });
    expect(await said(empty, "run", "--workload", "orders")).toBe(
      "lab run needs a program after --; usage: lab run (--workload NAME | --subject SUBJECT) [--cluster NAME] [path…] -- PROGRAM [argument…]",
    );
    expect(await said(empty, "run", "--", "true")).toMatch(/^cdktf\.out: it holds no resources; /);
    expect(await said(folderWith({}), "run", "--", "true")).toMatch(/^cdktf\.out is not there; run `cdktf synth` first/);
    expect(await said(".", "serve", "--port", "99999")).toBe('--port "99999" is not a port; give a number up to 65535');
    expect(await said(".", "token")).toBe("--lab is missing; give the folder that `lab serve` printed");
    expect(await said(".", "token", "--lab", "x")).toBe(
      "--audience is missing; give the token's `aud`, such as sts.amazonaws.com",
    );
    const asked = ["token", "--lab", "x", "--audience", "a"];
    expect(await said(".", ...asked, "--expiration", "soon")).toBe(
      '--expiration "soon" is not a number of seconds; give at least 600',
    );
    expect(await said(".", ...asked)).toBe("no lab runs in x; start `lab serve`, which says its folder");
  });
});
