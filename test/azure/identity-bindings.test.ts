import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformVariable } from "cdktf";
import { Cluster, FederatedWorkload, Subject } from "../../lib";
import { AksIdentityBindings, AzapiProvider, AzureTrust } from "../../lib/azure";
import { addresses, only, refusal, resources, WE, World } from "../world";
import { aks, bound, identityIn, workload } from "./bound";
import { TENANT } from "./entra";

const SUBJECT = "system:serviceaccount:shop:orders";

describe("an identity on a cluster with bindings", () => {
  it("is bound to the cluster, and gets no federated credential", () => {
    const { world, bindings } = bound();
    workload(world, [world.we], { azure: bindings.managedIdentity() });
    const terraform = world.synth();
    const { name, ...binding } = only(terraform, "azapi_resource");
    expect(binding).toEqual({
      provider: "azapi",
      type: "Microsoft.ContainerService/managedClusters/identityBindings@2026-04-01",
      parent_id: aks("we"),
      body: { properties: { managedIdentity: { resourceId: `\${${identityIn(terraform)}.id}` } } },
    });
    expect(name).toMatch(/^[a-z][a-z0-9]{0,62}$/);
    expect(resources(terraform, "azurerm_federated_identity_credential")).toEqual([]);
  });

  it("is let be used by exactly the workload's ServiceAccounts, through a ClusterRole for this identity alone", () => {
    const { world, bindings } = bound();
    new FederatedWorkload(world, "orders", {
      clusters: [world.we],
      namespace: "shop",
      serviceAccountName: "orders",
      subjects: [{ namespace: "jobs", name: "nightly" }],
      identities: { azure: bindings.managedIdentity() },
    });
    const terraform = world.synth();
    const role = only(terraform, "kubernetes_cluster_role_v1");
    const name = (role["metadata"] as { name: string }).name;
    expect(name).toMatch(/^orders-azure-[0-9a-f]{8}$/);
    expect(role).toEqual({
      provider: "kubernetes.we",
      metadata: { name },
      rule: [
        {
          api_groups: ["cid.wi.aks.azure.com"],
          resources: [`\${${identityIn(terraform)}.client_id}`],
          verbs: ["use-managed-identity"],
        },
      ],
    });
    const { depends_on, ...binding } = only(terraform, "kubernetes_cluster_role_binding_v1");
    expect(depends_on).toEqual([addresses(terraform).find((address) => address.startsWith("kubernetes_cluster_role_v1."))]);
    expect(binding).toEqual({
      provider: "kubernetes.we",
      metadata: { name },
      role_ref: { api_group: "rbac.authorization.k8s.io", kind: "ClusterRole", name },
      subject: [
        { kind: "ServiceAccount", name: "orders", namespace: "shop" },
        { kind: "ServiceAccount", name: "nightly", namespace: "jobs" },
      ],
    });
  });

  it("shows its pods the way: label, annotation, and the ServiceAccount's annotations", () => {
    const { world, bindings } = bound();
    const orders = workload(world, [world.we], { azure: bindings.managedIdentity() });
    const { env, tokens, files, labels, annotations, handedOver } = orders.pod(world.we);
    expect({ env, tokens, files, labels, annotations }).toEqual({
      env: {},
      tokens: [],
      files: [],
      labels: { "azure.workload.identity/use": "true" },
      annotations: { "azure.workload.identity/use-identity-binding": "true" },
    });
    const clientId = `\${${identityIn(world.synth())}.client_id}`;
    expect(world.resolve(handedOver)).toEqual({
      azure: {
        by: 'the webhook "azure.workload.identity"',
        from: "webhook",
        webhook: "azure.workload.identity",
        podsOnly: true,
        env: { AZURE_CLIENT_ID: clientId, AZURE_TENANT_ID: TENANT, AZURE_AUTHORITY_HOST: "https://login.microsoftonline.com/" },
        tokens: [],
      },
    });
    expect(world.resolve(orders.serviceAccountAnnotations(world.we))).toEqual({
      "azure.workload.identity/client-id": clientId,
      "azure.workload.identity/tenant-id": TENANT,
    });
    expect(orders.pod(world.we).toEnv("/tmp/orders")).toEqual({ env: {}, files: [], tokens: [], unreachable: ["azure"] });
  });

  it("is one identity on bound and other clusters alike, and every write waits for the one before it", () => {
    const { world, bindings } = bound();
    const orders = workload(world, [world.we, world.edge], { azure: bindings.managedIdentity() });
    const terraform = world.synth();
    const credential = addresses(terraform).find((address) => address.startsWith("azurerm_federated_identity_credential."));
    const { name: _name, parent_id: _parent, ...trusted } = only(terraform, "azurerm_federated_identity_credential");
    expect(trusted).toEqual({
      issuer: world.edge.issuer.url,
      subject: SUBJECT,
      audience: ["api://AzureADTokenExchange"],
      resource_group_name: "acme",
    });
    expect(only(terraform, "azapi_resource")["depends_on"]).toEqual([credential]);
    expect(orders.pod(world.edge).annotations).toEqual({});
    expect(orders.pod(world.edge).env["AZURE_CLIENT_ID"]).toBe(orders.pod(world.we).handedOver["azure"]!.env["AZURE_CLIENT_ID"]);
    // Nothing is allowed on a cluster that does not ask for it.
    expect(only(terraform, "kubernetes_cluster_role_binding_v1")["provider"]).toBe("kubernetes.we");
  });

  it("holds more clusters than federated credentials, one binding a cluster whatever the number of ServiceAccounts", () => {
    const world = new World();
    const trust = new AzureTrust(world, "azure", { resourceGroupName: "acme", location: "westeurope", tenantId: TENANT });
    const clusters = Array.from({ length: 30 }, (_, index) => {
      const provider = world.kubernetes(`c${index}`);
      return Cluster.aks(world, `c${index}`, { issuerUrl: `${WE}${index}/`, provider });
    });
    const bindings = new AksIdentityBindings(world, "bindings", {
      clusters: clusters.map((cluster) => ({ cluster, id: aks(cluster.name) })),
      trust,
      azapiProvider: new AzapiProvider(world, "azapi"),
    });
    new FederatedWorkload(world, "orders", {
      clusters,
      namespace: "shop",
      serviceAccountName: "orders",
      subjects: [{ namespace: "jobs", name: "nightly" }],
      identities: { azure: bindings.managedIdentity() },
    });
    const written = resources(world.synth(), "azapi_resource");
    expect(new Set(written.map(({ parent_id }) => parent_id)).size).toBe(30);
    expect(written).toHaveLength(30);
    expect(written.filter(({ depends_on }) => depends_on === undefined)).toHaveLength(1);
  });

  it("counts the credential that AKS writes towards Azure's 20", () => {
    const { world, bindings } = bound();
    const others = Array.from({ length: 20 }, (_, index) =>
      Cluster.selfManaged(world, `o${index}`, {
        issuerUrl: `https://o${index}.example.com`,
        provider: world.kubernetes(`o${index}`),
      }),
    );
    const ask = (name: string, clusters: readonly Cluster[]) => () =>
      workload(world, clusters, { azure: bindings.managedIdentity() }, name);
    expect(refusal(ask("many", [world.we, ...others])).code).toBe("CREDENTIAL_LIMIT");
    expect(refusal(ask("fewer", [world.we, ...others.slice(1)])).code).toBe("not refused");
  });

  it("keeps the address and the name that it had without bindings, and nothing is renamed when a cluster or an identity is added", () => {
    const before = bound();
    workload(before.world, [before.world.we], { azure: before.trust.managedIdentity() });
    const one = bound();
    workload(one.world, [one.world.we], { azure: one.bindings.managedIdentity() });
    const identity = (world: World) => world.synth().resource!["azurerm_user_assigned_identity"];
    expect(identity(one.world)).toEqual(identity(before.world));

    const more = bound();
    workload(more.world, [more.world.edge, more.world.we], { azure: more.bindings.managedIdentity() });
    workload(more.world, [more.world.we], { azure: more.bindings.managedIdentity() }, "mail");
    const [old, now] = [one.world.synth(), more.world.synth()];
    for (const address of addresses(old)) {
      const [type = "", name = ""] = address.split(".");
      const without = ({ depends_on: _dependsOn, ...resource }: Readonly<Record<string, unknown>>) => resource;
      expect(without(now.resource![type]![name]!)).toEqual(without(old.resource![type]![name]!));
    }
  });

  it("takes a cluster of the same stack, and the id as az prints it", () => {
    const id = (world: World) => new TerraformVariable(world, "cluster", { type: "string" }).stringValue;
    const world = new World();
    const trust = new AzureTrust(world, "azure", { resourceGroupName: "acme", location: "westeurope", tenantId: TENANT });
    const late = Cluster.aks(world, "late", {
      issuerUrl: new TerraformVariable(world, "issuer", { type: "string" }).stringValue,
      provider: world.kubernetes("late"),
    });
    const bindings = new AksIdentityBindings(world, "bindings", {
      clusters: [
        { cluster: late, id: id(world) },
        { cluster: world.we, id: aks("we").replace("resourceGroups", "resourcegroups") },
      ],
      trust,
      azapiProvider: new AzapiProvider(world, "azapi"),
      apiVersion: "2026-04-02-preview",
      schemaValidation: false,
    });
    workload(world, [late, world.we], { azure: bindings.managedIdentity() });
    const terraform = world.synth();
    expect(JSON.stringify(terraform)).not.toContain("TfToken");
    expect(
      resources(terraform, "azapi_resource").map(({ parent_id, type, schema_validation_enabled }) => [
        parent_id,
        String(type).split("@")[1],
        schema_validation_enabled,
      ]),
    ).toEqual([
      ["${var.cluster}", "2026-04-02-preview", false],
      [aks("we"), "2026-04-02-preview", false],
    ]);
  });

  it("lets no subject in that is not one ServiceAccount, and no job", () => {
    const { world, bindings } = bound();
    const request = bindings.managedIdentity();
    const ask = (subject: Subject) => () => request.federate(world, `it-${subject.text}`, [{ issuer: world.we.issuer, subject }]);
    expect(refusal(ask(Subject.matching("system:serviceaccount:shop:*"))).code).toBe("SUBJECT_NOT_SERVICE_ACCOUNT");
    expect(refusal(ask(Subject.exactly(SUBJECT))).code).toBe("SUBJECT_NOT_SERVICE_ACCOUNT");
    const orders = workload(world, [world.we], { azure: request });
    expect(refusal(() => orders.identities["azure"]!.jobSettings(world.we.issuer)).code).toBe("IDENTITY_BINDING_UNSUPPORTED");
  });

  it("refuses a provider that is not azapi, or of another stack", () => {
    const { world } = bound();
    const azurerm = new AzurermProvider(world, "azurerm", { features: [{}] });
    expect(refusal(() => bound({ azapiProvider: azurerm })).code).toBe("IDENTITY_BINDING_UNSUPPORTED");
    const elsewhere = new AzapiProvider(new World("other"), "azapi");
    const { world: here, bindings } = bound({ azapiProvider: elsewhere });
    expect(refusal(() => workload(here, [here.we], { azure: bindings.managedIdentity() })).code).toBe("CLUSTER_PROVIDER_FOREIGN");
  });
});
