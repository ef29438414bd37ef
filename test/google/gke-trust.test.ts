import { DataAwsEksCluster } from "@cdktf/provider-aws/lib/data-aws-eks-cluster";
import { Lazy, TerraformVariable } from "cdktf";
import { Cluster, FederatedWorkload, Issuer, Subject, type Identity, type IdentityRequest } from "../../lib";
import { GkeTrust } from "../../lib/google";
import { addresses, only, refusal, resources, US, World } from "../world";

const props = { project: "acme-prod", projectNumber: "123456789012" };
const POOL = "//iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/acme-prod.svc.id.goog";
const SUBJECT = Subject.exactly("system:serviceaccount:shop:orders", { serviceAccount: { namespace: "shop", name: "orders" } });

const orders = <I extends Identity>(world: World, it: IdentityRequest<I>) =>
  new FederatedWorkload(world, "orders", {
    clusters: [world.us],
    namespace: "shop",
    serviceAccountName: "orders",
    identities: { it },
  });

const NOTHING = { labels: {}, annotations: {}, env: {}, tokens: [], files: [] };

describe("GKE's own pool", () => {
  it("lets one ServiceAccount impersonate an existing service account, with one annotation and nothing in the pod", () => {
    const world = new World();
    const gke = new GkeTrust(world, "gke", props);
    const workload = orders(world, gke.fromServiceAccountEmail("orders@acme-prod.iam.gserviceaccount.com"));
    const { labels, annotations, env, tokens, files } = workload.pod(world.us);
    expect({ labels, annotations, env, tokens, files }).toEqual(NOTHING);
    const terraform = world.synth();
    expect(terraform.resource).toEqual({
      google_service_account_iam_member: {
        [Object.keys(terraform.resource!["google_service_account_iam_member"]!)[0]!]: {
          service_account_id: "projects/-/serviceAccounts/orders@acme-prod.iam.gserviceaccount.com",
          role: "roles/iam.workloadIdentityUser",
          member: "serviceAccount:acme-prod.svc.id.goog[shop/orders]",
        },
      },
      kubernetes_service_account_v1: {
        [Object.keys(terraform.resource!["kubernetes_service_account_v1"]!)[0]!]: {
          provider: "kubernetes.us",
          metadata: {
            name: "orders",
            namespace: "shop",
            annotations: { "iam.gke.io/gcp-service-account": "orders@acme-prod.iam.gserviceaccount.com" },
          },
        },
      },
    });
  });

  it("gives one ServiceAccount roles directly, with nothing on it nor in the pod", () => {
    const world = new World();
    const gke = new GkeTrust(world, "gke", props);
    const workload = orders(world, gke.principal({ roles: ["roles/storage.objectViewer"] }));
    expect(workload.identities.it.members).toEqual([`principal:${POOL}/subject/ns/shop/sa/orders`]);
    const { labels, annotations, env, tokens, files } = workload.pod(world.us);
    expect({ labels, annotations, env, tokens, files }).toEqual(NOTHING);
    const terraform = world.synth();
    expect(only(terraform, "google_project_iam_member")).toEqual({
      project: "acme-prod",
      role: "roles/storage.objectViewer",
      member: `principal:${POOL}/subject/ns/shop/sa/orders`,
    });
    expect(only(terraform, "kubernetes_service_account_v1")["metadata"]).toEqual({ name: "orders", namespace: "shop" });
  });

  it("has one member for a ServiceAccount however many clusters of the project name it, and keeps its address", () => {
    const build = (names: readonly string[]) => {
      const world = new World();
      const gke = new GkeTrust(world, "gke", props);
      const sources = names.map((name) => ({
        issuer: new Issuer({ name, url: US.replace(/us$/, name) }),
        subject: SUBJECT,
      }));
      gke.serviceAccount({ accountId: "orders" }).federate(world, "a", sources);
      gke.principal({ roles: ["roles/viewer"] }).federate(world, "b", sources);
      return world.synth();
    };
    const one = build(["us"]);
    expect(addresses(build(["eu", "us", "we"]))).toEqual(addresses(one));
    expect(addresses(one)).toHaveLength(3);
  });

  it("waits for the cluster that makes the pool exist", () => {
    const world = new World();
    const cluster = { fqn: "google_container_cluster.us" };
    const gke = new GkeTrust(world, "gke", { ...props, dependsOn: [cluster] });
    gke
      .serviceAccount({ accountId: "orders", roles: ["roles/browser"] })
      .federate(world, "a", [{ issuer: world.us.issuer, subject: SUBJECT }]);
    const direct = gke
      .principal({ roles: ["roles/viewer"] })
      .federate(world, "b", [{ issuer: world.us.issuer, subject: SUBJECT }]);
    expect(direct.membersDependOn).toEqual([cluster]);
    const terraform = world.synth();
    const waits = (type: string) => resources(terraform, type).map(({ depends_on }) => depends_on);
    expect(waits("google_service_account_iam_member")).toEqual([[cluster.fqn]]);
    expect(waits("google_service_account")).toEqual([undefined]);
    expect(resources(terraform, "google_project_iam_member").map(({ role, depends_on }) => [role, depends_on])).toEqual([
      ["roles/browser", undefined],
      ["roles/viewer", [cluster.fqn]],
    ]);
  });

  it("takes a cluster whose place is unknown until apply, and no issuer whose beginning is unknown or another's", () => {
    const world = new World();
    const text = (name: string) => new TerraformVariable(world, name, { type: "string" }).stringValue;
    const gke = new GkeTrust(world, "gke", { ...props, project: text("project") });
    const taken = (url: string) => () =>
      gke.clusterPrincipalSet({ name: "x", webhooks: [], issuer: new Issuer({ name: "x", url }) });
    const all = "https://container.googleapis.com/v1/projects";
    for (const url of [
      Lazy.stringValue({ produce: () => `${all}/acme-prod/locations/us-east1/clusters/us` }),
      `${all}/${text("p")}/locations/us-east1/clusters/us`,
      `${all}/acme-prod/locations/${text("l")}/clusters/us`,
    ]) {
      expect(taken(url)).not.toThrow();
    }
    expect(refusal(taken(text("url"))).message).toContain("make the cluster with Cluster.gke");
    for (const url of [
      text("whole"),
      `https://${text("host")}/x`,
      `https://oidc.eks.${text("region")}.amazonaws.com/id/0`,
      "https://container.googleapis.com",
    ]) {
      expect(refusal(taken(url)).code).toBe("ISSUER_NOT_TRUSTED");
    }
    const known = new GkeTrust(world, "known", props);
    const other = {
      name: "x",
      webhooks: [],
      issuer: new Issuer({ name: "x", url: `${all}/other/locations/${text("m")}/clusters/us` }),
    };
    expect(refusal(() => known.clusterPrincipalSet(other)).code).toBe("ISSUER_NOT_TRUSTED");
  });

  it("takes no EKS cluster of the same stack, whose issuer is unknown whole", () => {
    const world = new World();
    const gke = new GkeTrust(world, "gke", props);
    const eks = Cluster.eks(world, "eks", { cluster: new DataAwsEksCluster(world, "data", { name: "eks" }) });
    const build = () => gke.principal().federate(world, "it", [{ issuer: eks.issuer, subject: SUBJECT }]);
    const { code, message } = refusal(build);
    expect(code).toBe("ISSUER_NOT_TRUSTED");
    expect(message).toContain("${data.aws_eks_cluster.data.identity[0].oidc[0].issuer}");
  });

  it("lets in a namespace or a cluster only by an explicit call", () => {
    const world = new World();
    const gke = new GkeTrust(world, "gke", props);
    expect(gke.namespacePrincipalSet("shop")).toBe(`principalSet:${POOL}/namespace/shop`);
    expect(gke.clusterPrincipalSet(world.us)).toBe(`principalSet:${POOL}/kubernetes.cluster/${US}`);
  });
});
