import { FederatedWorkload, ServiceAccount, type FederatedWorkloadProps, type IdentityRequests } from "../../lib";
import { AwsTrust } from "../../lib/aws";
import { GoogleTrust } from "../../lib/google";
import { only, resources, World } from "../world";

function workload(world: World, props: Partial<FederatedWorkloadProps<IdentityRequests>> = {}) {
  const issuers = [world.eu.issuer, world.us.issuer];
  const aws = new AwsTrust(world, "aws", { issuers });
  return new FederatedWorkload(world, "orders", {
    clusters: [world.eu],
    namespace: "shop",
    serviceAccountName: "orders",
    identities: { aws: aws.role() },
    ...props,
  });
}

describe("the ServiceAccount of a workload", () => {
  it("is created as the user wants it", () => {
    const world = new World();
    const orders = workload(world, {
      serviceAccount: ServiceAccount.created({ automountServiceAccountToken: false, imagePullSecrets: ["registry", "mirror"] }),
    });
    expect(only(world.synth(), "kubernetes_service_account_v1")).toEqual({
      provider: "kubernetes.eu",
      automount_service_account_token: false,
      image_pull_secret: [{ name: "registry" }, { name: "mirror" }],
      metadata: { name: "orders", namespace: "shop", annotations: world.resolve(orders.serviceAccountAnnotations(world.eu)) },
    });
  });

  it("is annotated where somebody else made it, and only on clusters that need an annotation", () => {
    const world = new World();
    const orders = workload(world, { clusters: [world.eu, world.us], serviceAccount: ServiceAccount.annotated({ force: true }) });
    const terraform = world.synth();
    expect(resources(terraform, "kubernetes_service_account_v1")).toEqual([]);
    expect(resources(terraform, "kubernetes_annotations")).toEqual([
      {
        provider: "kubernetes.eu",
        api_version: "v1",
        kind: "ServiceAccount",
        metadata: { name: "orders", namespace: "shop" },
        annotations: world.resolve(orders.serviceAccountAnnotations(world.eu)),
        force: true,
        field_manager: "cdktf-workload-identity/691d0edb",
      },
    ]);
  });

  it("may be one of several that use the same identities, each with a trust, a ServiceAccount and a ConfigMap of its own", () => {
    const build = (subjects: FederatedWorkloadProps<IdentityRequests>["subjects"]) => {
      const world = new World();
      const google = new GoogleTrust(world, "google", {
        issuers: [world.edge.issuer],
        project: "acme-prod",
        projectNumber: "123456789012",
      });
      const orders = new FederatedWorkload(world, "orders", {
        clusters: [world.edge],
        namespace: "shop",
        serviceAccountName: "orders",
        subjects,
        identities: { google: google.principal({ roles: ["roles/viewer"] }) },
      });
      return { terraform: world.synth(), orders, world };
    };
    const { terraform, orders, world } = build([{ namespace: "billing", name: "invoices" }]);
    const names = (type: string) => resources(terraform, type).map(({ metadata }) => metadata);
    expect(names("kubernetes_service_account_v1")).toEqual([
      { name: "invoices", namespace: "billing" },
      { name: "orders", namespace: "shop" },
    ]);
    expect(names("kubernetes_config_map_v1")).toEqual([
      { name: "invoices-workload-identity", namespace: "billing" },
      { name: "orders-workload-identity", namespace: "shop" },
    ]);
    expect(
      resources(terraform, "google_project_iam_member").map(({ member }) => String(member).replace(/.*\/subject\//, "")),
    ).toEqual(["system:serviceaccount:billing:invoices", "system:serviceaccount:shop:orders"]);
    const pod = orders.pod(world.edge, { namespace: "billing", name: "invoices" });
    expect([pod.namespace, pod.serviceAccountName, pod.configMapName]).toEqual([
      "billing",
      "invoices",
      "invoices-workload-identity",
    ]);

    const alone = build([]).terraform.resource!;
    for (const [type, byName] of Object.entries(alone)) {
      for (const [name, resource] of Object.entries(byName)) expect(terraform.resource![type]![name]).toEqual(resource);
    }
  });
});

describe("readiness", () => {
  it("stands for every resource of the workload, and only once it is asked for", () => {
    const world = new World();
    const orders = workload(world);
    const before = Object.keys(world.synth().resource!);
    expect(before).not.toContain("terraform_data");
    expect(orders.ready).toBe(orders.ready);
    const terraform = world.synth();
    expect(only(terraform, "terraform_data")["depends_on"]).toEqual(
      ["aws_iam_role", "kubernetes_service_account_v1"].map((type) => `${type}.${Object.keys(terraform.resource![type]!)[0]!}`),
    );
  });

  it("waits for the clouds when it is told to", () => {
    const world = new World();
    const orders = workload(world, { propagationSeconds: 30 });
    expect(orders.ready.fqn).not.toBe("");
    const { depends_on, triggers, ...sleep } = only(world.synth(), "time_sleep");
    expect(sleep).toEqual({ create_duration: "30s" });
    // What is added later is waited for again.
    const more = new World();
    expect(workload(more, { propagationSeconds: 30, subjects: [{ namespace: "shop", name: "billing" }] }).ready.fqn).not.toBe("");
    expect(only(more.synth(), "time_sleep")["triggers"]).not.toEqual(triggers);
    expect(depends_on).toHaveLength(2);
  });
});
