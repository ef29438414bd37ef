import { GoogleProvider } from "@cdktf/provider-google/lib/provider";
import { TerraformProvider, TerraformVariable, Testing } from "cdktf";
import { claim, placeOfProvider } from "../../lib/core/owners";
import { refusal, World } from "../world";

class GoogleBetaProvider extends TerraformProvider {
  constructor(scope: World, id: string) {
    super(scope, id, { terraformResourceType: "google-beta", terraformProviderSource: "hashicorp/google-beta" });
  }
}

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

  it("is compared without letter case around what is unknown, whose own letter case counts", () => {
    const world = new World();
    const name = new TerraformVariable(world, "Name", { type: "string" }).stringValue;
    claim(world.eu, thing(`A-${name}`, true));
    expect(
      refusal(() => {
        claim(world.us, thing(`a-${name}`, true));
      }).code,
    ).toBe("OWNER_DUPLICATE");
  });

  it("is written where its provider writes: the default one has no alias, and another type is another provider", () => {
    const world = new World();
    const google = new GoogleProvider(world, "google", {});
    const beta = new GoogleBetaProvider(world, "google-beta");
    const place = (provider?: TerraformProvider) => placeOfProvider(world, provider, "google");
    expect(place(google)).toBe(place());
    expect(place(beta)).not.toBe(place());
  });
});
