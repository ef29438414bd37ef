import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import { Cluster, FederatedWorkload, Issuer, Subject, type Identity, type IdentityRequest, type PodSettings } from "../lib";
import { keepsStrangersOut } from "./contract-strangers";
import { addresses, EDGE, EU, refusal, World, type Terraform } from "./world";

/** Whose token, for which subject and audience: one line of a trust. */
export interface TrustLine {
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
}

export type Clusters = Readonly<Record<"eu" | "us" | "we" | "edge", Cluster>>;

/** What one cloud must show so that the promises below can be tested of it. */
export interface CloudContract {
  /** The name of its folder and subpath. */
  readonly name: "aws" | "google" | "azure" | "azuread";
  /** The provider packages that it may load. */
  readonly packages: readonly string[];
  /** Asks a new trust of these issuers for an identity. */
  request(scope: Construct, issuers: readonly Issuer[]): IdentityRequest;
  /**
   * The trust as it stands in the Terraform, whole: with every statement, member or credential there is, references to the stack's
   * own resources replaced by what they stand for.
   */
  trust(terraform: Terraform): unknown;
  /** What that whole trust must be for these lines. */
  expected(lines: readonly Omit<TrustLine, "audience">[]): unknown;
  /** What a pod carries on a cluster that runs the cloud's webhook; undefined where the cloud has no webhook. */
  readonly withWebhook?: {
    cluster(world: World): Cluster;
    annotations(terraform: Terraform): unknown;
    pod: Partial<PodSettings>;
  };
  /** The clusters that stand for the world's four, for a cloud that takes only its own. @default - the world's */
  clusters?(world: World): Clusters;
  /** An issuer with something unknown in it, for a cloud that must know how its issuers begin. @default - unknown whole */
  unknownIssuer?(text: string): string;
  /** What a pod carries on a cluster without webhooks; undefined where nothing works without. */
  withoutWebhook?(identity: Identity): Pick<PodSettings, "env" | "tokens" | "files" | "labels" | "annotations">;
  /** What happens to a subject pattern: the trust that it makes, or the code of the refusal. */
  readonly pattern: { readonly refusedWith: string } | { trust(issuer: string, pattern: string): unknown };
  /** A request for something of a name of its own, and the code of the refusal where two workloads use it; undefined where nothing is named. */
  readonly named?: { request(scope: Construct, issuers: readonly Issuer[]): IdentityRequest; readonly code: string };
  /** Whether its requests take the jobs of a shared CI system, with nothing more said. @default false */
  readonly takesJobs?: boolean;
  /** Whether the trust keeps a list of issuers, and so can refuse one. */
  readonly listsIssuers: boolean;
}

const SUBJECT = "system:serviceaccount:shop:orders";

function workload(
  world: World,
  cloud: CloudContract,
  clusters: readonly Cluster[],
  issuers = clusters.map(({ issuer }) => issuer),
) {
  return new FederatedWorkload(world, "orders", {
    clusters,
    namespace: "shop",
    serviceAccountName: "orders",
    identities: { it: cloud.request(world, issuers) },
  });
}

/** The promises that every cloud keeps. */
export function keepsTheContract(cloud: CloudContract): void {
  const clustersOf = (world: World): Clusters => cloud.clusters?.(world) ?? world;

  it("binds exactly issuer, subject and audience", () => {
    const world = new World();
    const { eu } = clustersOf(world);
    workload(world, cloud, [eu]);
    expect(cloud.trust(world.synth())).toEqual(cloud.expected([{ issuer: eu.issuer.url, subject: SUBJECT }]));
  });

  it("gives each cluster of a workload its own line of trust, and no other cluster any", () => {
    const world = new World();
    const { eu, us, we, edge } = clustersOf(world);
    const issuers = [eu, us, we, edge].map(({ issuer }) => issuer);
    workload(world, cloud, [eu, we, edge], issuers);
    expect(cloud.trust(world.synth())).toEqual(
      cloud.expected([eu, we, edge].map(({ issuer }) => ({ issuer: issuer.url, subject: SUBJECT }))),
    );
  });

  if (cloud.listsIssuers) {
    it("refuses an issuer that the trust does not accept, and says when one is nearly right", () => {
      const world = new World();
      const build = () =>
        workload(
          world,
          cloud,
          [world.edge],
          [new Issuer({ name: "edge", url: `${EDGE}/`, subjectPrefix: "system:serviceaccount:" })],
        );
      const { code, message } = refusal(build);
      expect(code).toBe("ISSUER_NOT_TRUSTED");
      expect(message).toContain(`"${EDGE}/" differs in letter case or a trailing slash`);
    });

    it("refuses two issuers of one name or one URL in a trust", () => {
      const twin = (name: string, url: string) => {
        const world = new World();
        return () => cloud.request(world, [world.eu.issuer, new Issuer({ name, url })]);
      };
      expect(refusal(twin("eu", EDGE)).code).toBe("ISSUER_DUPLICATE");
      expect(refusal(twin("other", EU)).code).toBe("ISSUER_DUPLICATE");
    });
  }

  it("takes a subject pattern only when it is spelled out, or refuses it", () => {
    const world = new World();
    const { issuer } = clustersOf(world).eu;
    const request = cloud.request(world, [issuer]);
    const pattern = "system:serviceaccount:preview-*:orders";
    const build = () => request.federate(world, "it", [{ issuer, subject: Subject.matching(pattern) }]);
    if ("refusedWith" in cloud.pattern) {
      expect(refusal(build).code).toBe(cloud.pattern.refusedWith);
    } else {
      build();
      expect(cloud.trust(world.synth())).toEqual(cloud.pattern.trust(issuer.url, pattern));
    }
  });

  const plain = cloud.withoutWebhook?.bind(cloud);
  if (plain !== undefined) {
    it("says what the pod carries on a cluster without webhooks", () => {
      const world = new World();
      const orders = workload(world, cloud, [world.edge]);
      const { env, tokens, files, labels, annotations } = orders.pod(world.edge);
      expect({ env, tokens, files, labels, annotations }).toEqual(plain(orders.identities.it));
      expect(orders.serviceAccountAnnotations(world.edge)).toEqual({});
    });
  }

  const webhook = cloud.withWebhook;
  if (webhook !== undefined) {
    it("leaves the pod to the cloud's webhook where that runs", () => {
      const world = new World();
      const cluster = webhook.cluster(world);
      const orders = workload(world, cloud, [cluster]);
      const { env, tokens, files, labels, annotations } = orders.pod(cluster);
      expect({ env, tokens, files, labels, annotations }).toEqual({
        env: {},
        tokens: [],
        files: [],
        labels: {},
        annotations: {},
        ...webhook.pod,
      });
      const terraform = world.synth();
      expect(Object.values(terraform.resource?.["kubernetes_service_account_v1"] ?? {})).toEqual([
        {
          provider: `kubernetes.${cluster.name}`,
          metadata: { name: "orders", namespace: "shop", annotations: webhook.annotations(terraform) },
        },
      ]);
    });
  }

  it("never renames or replaces anything when a cluster or an identity is added", () => {
    const build = (names: readonly ("eu" | "us" | "we" | "edge")[], keys: readonly string[]) => {
      const world = new World();
      const all = clustersOf(world);
      const clusters = names.map((name) => all[name]);
      const request = cloud.request(
        world,
        clusters.map(({ issuer }) => issuer),
      );
      // Identities of one kind collide in one pod, so the second one goes into a workload of its own.
      for (const key of keys) {
        new FederatedWorkload(world, `orders-${key}`, {
          clusters,
          namespace: "shop",
          serviceAccountName: key,
          identities: { [key]: request },
        });
      }
      return world.synth();
    };
    const before = build(["eu", "edge"], ["first"]);
    const after = build(["us", "eu", "we", "edge"], ["zero", "first", "second"]);
    expect(addresses(after)).toEqual([...new Set([...addresses(after), ...addresses(before)])].sort());
    for (const address of addresses(before)) {
      const [type = "", name = ""] = address.split(".");
      const { depends_on: _before, assume_role_policy: _policyBefore, ...old } = before.resource![type]![name]!;
      const { depends_on: _after, assume_role_policy: _policyAfter, ...now } = after.resource![type]![name]!;
      expect(now).toEqual(old);
    }
  });

  it("works with values that are unknown until apply", () => {
    const world = new World();
    const text = (name: string) => new TerraformVariable(world, name, { type: "string" }).stringValue;
    const of = (issuer: string) => cloud.unknownIssuer?.(issuer) ?? issuer;
    const cluster = Cluster.selfManaged(world, "new", { issuerUrl: of(text("issuer")), provider: world.kubernetes("new") });
    new FederatedWorkload(world, "orders", {
      clusters: [cluster],
      namespace: text("namespace"),
      serviceAccountName: text("name"),
      identities: { it: cloud.request(world, [cluster.issuer]) },
    });
    const terraform = world.synth();
    expect(JSON.stringify(terraform)).not.toContain("TfToken");
    expect(cloud.trust(terraform)).toEqual(
      cloud.expected([{ issuer: of("${var.issuer}"), subject: "system:serviceaccount:${var.namespace}:${var.name}" }]),
    );
  });

  keepsStrangersOut(cloud, clustersOf);

  it("loads without the other clouds' packages, and without any barrel", () => {
    const dist = (subpath: string) => JSON.stringify(resolve(__dirname, "../dist", subpath));
    const script = `
      require(${dist("index.js")});
      require(${dist(`${cloud.name}/index.js`)});
      const files = Object.keys(require.cache).map((file) => file.replaceAll("\\\\", "/"));
      const used = files.flatMap((file) => /node_modules\\/(@cdktf\\/provider-[a-z]+)\\/(.*)/.exec(file)?.slice(1, 3).join(" ") ?? []);
      console.log(JSON.stringify(used));
    `;
    const used = JSON.parse(execFileSync(process.execPath, ["-e", script], { encoding: "utf8" })) as string[];
    expect([...new Set(used.map((file) => file.split(" ")[0]))].sort()).toEqual([...cloud.packages].sort());
    expect(used.filter((file) => / (lib\/)?index\.js$/.test(file))).toEqual([]);
  });
}
