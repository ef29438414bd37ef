// One table of everything that a user can say: each option has a rule, and each rule does what it says at its edges.
import { FederationError } from "../lib";
import { AWS_VALUES } from "./values/aws";
import { AZURE_VALUES } from "./values/azure";
import { CI_VALUES } from "./values/ci";
import { edgesOf, placesOf } from "./values/edges";
import { GOOGLE_VALUES } from "./values/google";
import { IDENTITY_BINDING_VALUES } from "./values/identity-bindings";
import { KUBERNETES_VALUES } from "./values/kubernetes";
import type { RoomValues } from "./values/room";
import { World } from "./world";

const TABLE: RoomValues = {
  ...KUBERNETES_VALUES,
  ...CI_VALUES,
  ...AWS_VALUES,
  ...GOOGLE_VALUES,
  ...AZURE_VALUES,
  ...IDENTITY_BINDING_VALUES,
};

describe("the table of values", () => {
  it("names only what users write", () => {
    expect(Object.keys(TABLE).every((name) => /^[A-Z]/.test(name))).toBe(true);
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
