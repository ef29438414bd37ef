// What the evaluator says of identities with AKS identity bindings: whom the cluster's RBAC allows is not in every file.
import { decide, findings, readModel, whoCan } from "../../lib/verify";
import { bound, identityIn, workload } from "./bound";

const SUBJECT = "system:serviceaccount:shop:orders";

describe("of an identity with bindings, the evaluator", () => {
  const model = (build: (built: ReturnType<typeof bound>) => void) => {
    const built = bound();
    build(built);
    return { ...built, model: readModel([{ name: "cdk.tf.json", json: built.world.synth() }]) };
  };
  const asked = (
    { model: read, world }: ReturnType<typeof model>,
    sub: string,
    iss = world.we.issuer.url,
    identity = identityIn(world.synth()),
  ) =>
    decide(read, {
      token: { iss, sub, aud: "api://AzureADTokenExchange", iat: 1_800_000_000, exp: 1_800_003_600 },
      now: 1_800_000_060,
      request: { type: "client_assertion", identity },
    }).verdict;

  it("says of no ServiceAccount that it gets in or not, because RBAC on the cluster decides", () => {
    const built = model(({ world, bindings }) => workload(world, [world.we], { azure: bindings.managedIdentity() }));
    expect(asked(built, SUBJECT)).toBe("undetermined");
    expect(asked(built, "system:serviceaccount:kube-system:admin")).toBe("undetermined");
    expect(asked(built, "repo:acme/api:ref:refs/heads/main", "https://token.actions.githubusercontent.com")).toBe("deny");
    const [line] = whoCan(built.model, identityIn(built.world.synth()));
    expect(JSON.stringify(line)).toContain("its AKS identity binding");
    expect(findings(built.model).filter(({ id }) => id.startsWith("kubernetes-"))).toEqual([]);
  });

  it("still decides what credentials say of other clusters", () => {
    const built = model(({ world, bindings }) => workload(world, [world.we, world.edge], { azure: bindings.managedIdentity() }));
    expect(asked(built, SUBJECT, built.world.edge.issuer.url)).toBe("allow");
  });

  it("decides about identities without bindings as before", () => {
    const built = model(({ world, trust, bindings }) => {
      workload(world, [world.edge], { azure: trust.managedIdentity() });
      workload(world, [world.we], { azure: bindings.managedIdentity() }, "mail");
    });
    const names = Object.keys(built.world.synth().resource!["azurerm_user_assigned_identity"]!);
    const orders = `azurerm_user_assigned_identity.${names.find((name) => name.startsWith("orders"))!}`;
    expect(asked(built, "system:serviceaccount:shop:mail", built.world.edge.issuer.url, orders)).toBe("deny");
    expect(asked(built, SUBJECT, built.world.edge.issuer.url, orders)).toBe("allow");
  });
});
