import { TerraformVariable, Testing } from "cdktf";
import { claim } from "../../lib/core/owners";
import { refusal, World } from "../world";

const thing = (name: string, ignoresCase = false) => ({
  kind: "queue",
  key: ["account", name],
  ignoresCase,
  noun: `the queue "${name}"`,
  cure: "name one of them otherwise",
});

describe("a thing that a cloud keys by name", () => {
  it("has one owner in the whole app, and the error names both", () => {
    const app = Testing.app();
    const [one, other] = [new World("one", app), new World("other", app)];
    claim(one.eu, thing("orders"));
    claim(one.eu, thing("orders"));
    expect(
      refusal(() => {
        claim(other.us, thing("orders"));
      }).message,
    ).toBe('other/us: the queue "orders" is written by one/eu already; name one of them otherwise [OWNER_DUPLICATE]');
  });

  it("is compared as the cloud compares it", () => {
    const world = new World();
    claim(world.eu, thing("orders"));
    claim(world.us, thing("Orders"));
    claim(world.eu, thing("mail", true));
    expect(
      refusal(() => {
        claim(world.us, thing("Mail", true));
      }).code,
    ).toBe("OWNER_DUPLICATE");
  });

  it("is known by its expression within one stack alone", () => {
    const app = Testing.app();
    const named = (id: string) => {
      const world = new World(id, app);
      return { world, name: new TerraformVariable(world, "name", { type: "string" }) };
    };
    const [one, other] = [named("one"), named("other")];
    claim(one.world.eu, thing(one.name.stringValue));
    claim(other.world.eu, thing(other.name.stringValue));
    expect(
      refusal(() => {
        claim(one.world.us, thing(one.name.stringValue));
      }).code,
    ).toBe("OWNER_DUPLICATE");
  });
});
