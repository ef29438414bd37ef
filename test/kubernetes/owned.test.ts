// What a cluster keys by name has one owner in an app, and what is there already can be taken over.
import { App, type TerraformElement } from "cdktf";
import { Construct } from "constructs";
import {
  Cluster,
  FederatedWorkload,
  ServiceAccount,
  type FederatedWorkloadProps,
  type IdentityRequests,
  type ServiceAccountSource,
} from "../../lib";
import { AwsTrust } from "../../lib/aws";
import { GoogleTrust } from "../../lib/google";
import { addresses, EDGE, only, refusal, resources, World } from "../world";

/** An identity that writes an annotation on every cluster. */
function annotating(annotation: string): IdentityRequests {
  const nothing = { podLabels: {}, podAnnotations: {}, env: {}, tokens: [], files: [] };
  const settingsOn = () => ({ serviceAccountAnnotations: { [annotation]: "x" }, ...nothing });
  return { any: { federate: () => ({ settingsOn }) as never } };
}

const workload = (scope: Construct, id: string, clusters: readonly Cluster[], props: object = {}) =>
  new FederatedWorkload(scope, id, {
    clusters,
    namespace: "shop",
    serviceAccountName: "orders",
    identities: annotating("eks.amazonaws.com/role-arn"),
    ...props,
  });

describe("a ServiceAccount of two workloads", () => {
  it("may be annotated by both, with field managers and annotations of their own", () => {
    const world = new World();
    for (const id of ["first", "second"]) {
      workload(world, id, [world.eu], {
        serviceAccount: ServiceAccount.annotated({ fieldManager: `acme-${id}` }),
        identities: annotating(`example.com/${id}`),
      });
    }
    const written = resources(world.synth(), "kubernetes_annotations");
    expect(written.map(({ field_manager, annotations }) => [field_manager, annotations])).toEqual([
      ["acme-first", { "example.com/first": "x" }],
      ["acme-second", { "example.com/second": "x" }],
    ]);
  });

  it("is one workload's also where nobody writes it: its chart takes one set of annotations", () => {
    const world = new World();
    workload(world, "first", [world.eu], { serviceAccount: "existing" });
    const { code, message } = refusal(() => workload(world, "second", [world.eu], { serviceAccount: "existing" }));
    expect([code, message.includes("world/first")]).toEqual(["OWNER_DUPLICATE", true]);
  });

  it("is another one on another cluster, also where neither names a provider", () => {
    const world = new World();
    for (const id of ["north", "south"]) {
      const cluster = Cluster.selfManaged(world, id, { issuerUrl: `https://${id}.example.com` });
      workload(world, `on-${id}`, [cluster], { serviceAccount: "existing" });
    }
    expect(addresses(world.synth())).toEqual([]);
  });

  it("is another one in another namespace, and on another cluster", () => {
    const world = new World();
    workload(world, "first", [world.eu]);
    workload(world, "second", [world.eu], { namespace: "billing" });
    workload(world, "third", [world.us]);
    expect(resources(world.synth(), "kubernetes_service_account_v1")).toHaveLength(3);
  });

  it("is another one on a private cluster that shares the issuer's URL, and not its keys", () => {
    const world = new World();
    for (const id of ["north", "south"]) {
      const jwksJson = `{"keys":[{"kty":"RSA","kid":"${id}","n":"x","e":"AQAB"}]}`;
      const issuerUrl = "https://kubernetes.default.svc.cluster.local";
      workload(world, id, [Cluster.selfManaged(world, `c-${id}`, { issuerUrl, jwksJson, provider: world.kubernetes(id) })]);
    }
    expect(resources(world.synth(), "kubernetes_service_account_v1")).toHaveLength(2);
  });

  it("has a field manager of its own wherever it is annotated, so that no other state loses what it wrote", () => {
    const world = new World();
    workload(world, "orders", [world.eu, world.us], { serviceAccount: ServiceAccount.annotated() });
    workload(world, "billing", [world.eu], { serviceAccount: ServiceAccount.annotated(), serviceAccountName: "billing" });
    const managers = resources(world.synth(), "kubernetes_annotations").map(({ field_manager }) => String(field_manager));
    expect(managers.every((manager) => /^cdktf-workload-identity\/[0-9a-f]{8}$/.test(manager))).toBe(true);
    expect(new Set(managers).size).toBe(3);
  });
});

describe("annotations of the user", () => {
  it("are kept as they stand, where Terraform would read an expression", () => {
    const world = new World();
    workload(world, "orders", [world.eu], { annotations: { "Example.com/owner": "${shop} 100%{", note: "cafe\u0301" } });
    expect(only(world.synth(), "kubernetes_service_account_v1")["metadata"]).toEqual({
      name: "orders",
      namespace: "shop",
      annotations: { "Example.com/owner": "$${shop} 100%%{", note: "café", "eks.amazonaws.com/role-arn": "x" },
    });
  });
});

describe("the Kubernetes half", () => {
  const google = (world: World) =>
    new GoogleTrust(world, "google", { issuers: [world.edge.issuer], project: "acme-prod", projectNumber: "123456789012" });

  function moved(world: World) {
    const { import: imports, moved: moves } = world.synth() as { import?: unknown; moved?: unknown };
    return { imports, moves };
  }

  it("takes a ServiceAccount that exists into the state", () => {
    const world = new World();
    const orders = workload(world, "orders", [world.eu], { subjects: [{ namespace: "jobs", name: "nightly" }] });
    orders.importServiceAccount(world.eu, { namespace: "jobs", name: "nightly" });
    const [name] = Object.keys(world.synth().resource!["kubernetes_service_account_v1"]!).filter((one) =>
      one.includes("nightly"),
    );
    expect(moved(world).imports).toEqual([{ id: "jobs/nightly", to: `kubernetes_service_account_v1.${name!}` }]);
  });

  it("takes the place of what stands at other addresses", () => {
    const world = new World();
    const identities = { google: google(world).principal() };
    const orders = workload(world, "orders", [world.edge], { identities });
    orders.moveServiceAccount(world.edge, "kubernetes_service_account_v1.by-hand");
    orders.moveConfigMap(world.edge, "module.shop[0].kubernetes_config_map_v1.by-hand");
    const name = (type: string) => Object.keys(world.synth().resource![type]!)[0]!;
    expect(moved(world).moves).toEqual([
      {
        from: "kubernetes_service_account_v1.by-hand",
        to: `kubernetes_service_account_v1.${name("kubernetes_service_account_v1")}`,
      },
      {
        from: "module.shop[0].kubernetes_config_map_v1.by-hand",
        to: `kubernetes_config_map_v1.${name("kubernetes_config_map_v1")}`,
      },
    ]);
  });

  it("keeps its addresses when a cluster is called otherwise and keeps its name", () => {
    const build = (id: string) => {
      const world = new World();
      const cluster = Cluster.selfManaged(world, id, {
        name: "north",
        issuerUrl: `${EDGE}/north`,
        provider: world.kubernetes("north"),
      });
      const aws = new AwsTrust(world, "aws", { issuers: [cluster.issuer] });
      workload(world, "orders", [cluster], { identities: { aws: aws.role() } });
      return addresses(world.synth());
    };
    expect(build("north")).toEqual(build("nord"));
  });

  it("leaves alone what OpenShift adds to every ServiceAccount", () => {
    const world = new World();
    const rosa = Cluster.openshift(world, "rosa", { issuerUrl: `${EDGE}/rosa`, provider: world.kubernetes("rosa") });
    workload(world, "orders", [rosa, world.edge]);
    const lifecycles = resources(world.synth(), "kubernetes_service_account_v1").map(({ lifecycle }) => lifecycle);
    expect(lifecycles).toEqual([
      undefined,
      {
        ignore_changes: [
          "secret",
          "image_pull_secret",
          'metadata[0].annotations["openshift.io/internal-registry-pull-secret-ref"]',
        ],
      },
    ]);
  });

  it("of workloads whose paths read the same stands in one scope", () => {
    const world = new World();
    const half = new Construct(world, "half");
    const nested = new Construct(world, "a");
    workload(nested, "b", [world.eu], { kubernetesScope: half });
    workload(world, "a-b", [world.us], { kubernetesScope: half });
    expect(half.node.children.map(({ node }) => node.id)).toEqual([
      expect.stringMatching(/^a-b-[0-9a-f]{8}-kubernetes$/),
      "a-b-kubernetes",
    ]);
  });
});

describe("a construct id that Terraform would not take", () => {
  it("is fine below one that it takes, and where the stack names its resources itself", () => {
    const world = new World();
    workload(new Construct(world, "shop"), "1orders", [world.eu]);
    class Named extends World {
      protected override allocateLogicalId(element: TerraformElement): string {
        return `r-${super.allocateLogicalId(element)}`;
      }
    }
    const named = new Named("named", App.of(world));
    workload(named, "1orders", [named.us]);
    expect(addresses(named.synth())).toHaveLength(1);
  });
});

describe("a source of one's own", () => {
  it("is asked for every ServiceAccount, and claims what it writes", () => {
    const world = new World();
    const asked: string[] = [];
    const source: ServiceAccountSource = {
      write: (_scope, id, { serviceAccount, habits }) => {
        asked.push(`${id} ${serviceAccount.name} ${habits.makes.join(" ")}`);
        return undefined;
      },
    };
    const props: Partial<FederatedWorkloadProps<IdentityRequests>> = { serviceAccount: source, annotations: { owner: "a" } };
    workload(world, "orders", [world.eu, world.us], props);
    expect(asked).toEqual(["service-account-eu orders default", "service-account-us orders default"]);
  });
});
