// Service accounts that were made by hand before are taken over without a replacement.
import { FederatedWorkload } from "../../lib";
import { GoogleTrust, type GoogleServiceAccount } from "../../lib/google";
import { refusal, World } from "../world";

const ID = "projects/acme-prod/serviceAccounts/orders@acme-prod.iam.gserviceaccount.com";

function build(): { readonly world: World; readonly account: GoogleServiceAccount } {
  const world = new World();
  const google = new GoogleTrust(world, "google", {
    issuers: [world.eu.issuer],
    project: "acme-prod",
    projectNumber: "123456789012",
  });
  const identities = { google: google.serviceAccount({ accountId: "orders" }) };
  const names = { namespace: "shop", serviceAccountName: "orders" };
  const orders = new FederatedWorkload(world, "orders", { clusters: [world.eu], ...names, identities });
  return { world, account: orders.identities.google };
}

/** The blocks, and the address of the one service account. */
function adopted(world: World) {
  const terraform = world.synth();
  const { import: imports, moved } = terraform as { import?: unknown; moved?: unknown };
  return { imports, moved, to: `google_service_account.${Object.keys(terraform.resource!["google_service_account"]!)[0]!}` };
}

describe("adopting a Google service account", () => {
  it("imports it by its whole name", () => {
    const { world, account } = build();
    account.importFrom(ID);
    const { imports, moved, to } = adopted(world);
    expect({ imports, moved }).toEqual({ imports: [{ id: ID, to }], moved: undefined });
  });

  it("moves it from another address of the state", () => {
    const { world, account } = build();
    account.moveFrom("module.shop[0].google_service_account.orders");
    const { imports, moved, to } = adopted(world);
    expect({ imports, moved }).toEqual({
      imports: undefined,
      moved: [{ from: "module.shop[0].google_service_account.orders", to }],
    });
  });

  it.each([
    "orders@acme-prod.iam.gserviceaccount.com",
    ID.replace("acme-prod/", "123456789012/"),
    ID.replace("acme-prod/", "-/"),
    `${ID}/`,
    `${ID}\n`,
    "",
  ])("refuses to import %j, which is not its name or not by the project's id", (id) => {
    const { account } = build();
    expect(
      refusal(() => {
        account.importFrom(id);
      }).code,
    ).toBe("GOOGLE_ID_INVALID");
  });

  it.each(["orders", "google_project.orders", "google_service_account.orders.email", "google_service_account.orders\n", ""])(
    "refuses to move it from %j, which is not the address of a service account",
    (address) => {
      const { account } = build();
      expect(
        refusal(() => {
          account.moveFrom(address);
        }).code,
      ).toBe("ADDRESS_INVALID");
    },
  );
});
