// The promises of every cloud about who is nobody, what is half-known, and what has one owner.
import { TerraformVariable } from "cdktf";
import { FederatedWorkload, GitHub, Subject } from "../lib";
import type { CloudContract, Clusters } from "./contract";
import { refusal, World } from "./world";

/** `café`, whose last letter is two characters. */
const DECOMPOSED = "cafe\u0301";
const SUBJECT = "system:serviceaccount:shop:orders";

export function keepsStrangersOut(cloud: CloudContract, clustersOf: (world: World) => Clusters): void {
  it("refuses who is nobody, whatever the type", () => {
    const federate = (sources: unknown) => {
      const world = new World();
      const { issuer } = clustersOf(world).eu;
      return refusal(() => cloud.request(world, [issuer]).federate(world, "it", sources as never)).code;
    };
    const subject = Subject.exactly(SUBJECT);
    expect(federate([])).toBe("SUBJECTS_EMPTY");
    const nobody = /^(SUBJECTS_EMPTY|VALUE_MISSING)$/;
    for (const sources of [undefined, null, "all", {}]) expect(federate(sources)).toMatch(nobody);
    const { issuer } = clustersOf(new World()).eu;
    const bad = [null, "x", {}, { issuer }, { subject }, { issuer, subject: SUBJECT }, { issuer: issuer.url, subject }];
    for (const source of bad) expect(federate([source])).toMatch(/^(SUBJECT_INVALID|VALUE_MISSING)$/);
  });

  it("lets no text in that Terraform would change, known or unknown in part", () => {
    const build = (namespace: (late: string) => string) => {
      const world = new World();
      const { eu } = clustersOf(world);
      const late = new TerraformVariable(world, "late", { type: "string" }).stringValue;
      return refusal(
        () =>
          new FederatedWorkload(world, "orders", {
            clusters: [eu],
            namespace: namespace(late),
            serviceAccountName: "orders",
            identities: { it: cloud.request(world, [eu.issuer]) },
          }),
      ).code;
    };
    const bad = [() => DECOMPOSED, (late: string) => `${DECOMPOSED}-${late}`, (late: string) => `${late}-${DECOMPOSED}`];
    expect(bad.map(build)).toEqual(bad.map(() => "NAMESPACE_INVALID"));
    expect(build((late) => `shop-${late}`)).toBe("not refused");
  });

  if (cloud.takesJobs === true) {
    it("judges what is known of a subject that anybody's job could have", () => {
      const outcome = (text: (late: string) => string) => {
        const world = new World();
        const late = new TerraformVariable(world, "late", { type: "string" }).stringValue;
        const { issuer } = GitHub;
        const build = () =>
          cloud.request(world, [issuer]).federate(world, "it", [{ issuer, subject: Subject.exactly(text(late)) }]);
        return refusal(build).code;
      };
      const strangers = [(late: string) => `environment:${late}`, (late: string) => `environment:prod-${late}-eu`];
      expect(strangers.map(outcome)).toEqual(strangers.map(() => "SHARED_ISSUER_TOO_WIDE"));
      const ours = [(late: string) => `repo:acme/${late}:pull_request`, (late: string) => `repo:${late}/api:pull_request`];
      expect(ours.map(outcome)).toEqual(ours.map(() => "not refused"));
    });
  }

  const { named } = cloud;
  if (named !== undefined) {
    it("gives one thing one owner: two workloads never write what has one name", () => {
      const world = new World();
      const { eu } = clustersOf(world);
      const request = named.request(world, [eu.issuer]);
      const orders = (id: string) =>
        new FederatedWorkload(world, id, {
          clusters: [eu],
          namespace: "shop",
          serviceAccountName: id,
          identities: { it: request },
        });
      orders("orders");
      const refused = refusal(() => orders("stock"));
      expect(refused.code).toBe(named.code);
      expect(refused.message).toContain("world/orders");
      expect(refused.message).toContain("world/stock");
    });
  }
}
