// One table of everything that a user can say: each option has a rule, and each rule does what it says at its edges.
import { FederationError } from "../lib";
import { AWS_VALUES } from "./values/aws";
import { AZURE_VALUES } from "./values/azure";
import { CI_VALUES } from "./values/ci";
import { edgesOf, placesOf } from "./values/edges";
import { GOOGLE_VALUES } from "./values/google";
import { IDENTITY_BINDING_VALUES } from "./values/identity-bindings";
import { KUBERNETES_VALUES } from "./values/kubernetes";
import { POD_VALUES } from "./values/pods";
import { publicInterfaces } from "./values/public-interfaces";
import type { RoomValues } from "./values/room";
import { World } from "./world";

const TABLE: RoomValues = {
  ...KUBERNETES_VALUES,
  ...POD_VALUES,
  ...CI_VALUES,
  ...AWS_VALUES,
  ...GOOGLE_VALUES,
  ...AZURE_VALUES,
  ...IDENTITY_BINDING_VALUES,
};

/** What the library makes, or what stands for a value that was checked where it was made. */
const NOT_WRITTEN: ReadonlySet<string> = new Set([
  // An error's own text.
  "FederationProblem",
  // A Cluster, whose props have rules.
  "ICluster",
  // What a workload hands to its identities, checked as "tokenExpirationSeconds".
  "TokenOptions",
]);

describe("the table of values", () => {
  it("has a rule for every option of every public interface", () => {
    const missing = [...publicInterfaces()].flatMap(([name, options]) => {
      if (NOT_WRITTEN.has(name)) return [];
      const rules = Object.keys(TABLE[name]?.rules ?? {});
      return options.filter((option) => !rules.includes(option)).map((option) => `${name}.${option}`);
    });
    expect(missing).toEqual([]);
  });

  describe.each(Object.entries(TABLE).map(([name, values]) => ({ name, ...values })))("of $name", ({ rules, build }) => {
    it.each(placesOf(rules))("does at the edges of $path what its rule says", ({ rule, options, isOneOf }) => {
      const outcomes = edgesOf(rule, isOneOf).map(({ what, value, refusedWith }) => {
        const world = new World();
        const given = options(value(world));
        let code: string | undefined;
        try {
          build(world, given);
          world.synth();
        } catch (error) {
          if (!(error instanceof FederationError)) throw error;
          code = error.code;
        }
        const isRight = refusedWith === undefined ? code === undefined : code !== undefined && refusedWith.includes(code);
        return isRight ? undefined : `${what}: ${code ?? "taken"}, not ${refusedWith?.join(" or ") ?? "taken"}`;
      });
      expect(outcomes.filter((outcome) => outcome !== undefined)).toEqual([]);
    });
  });
});
