import { CREDENTIAL, decided, NOW, TOKEN } from "./samples";

describe("a deny of an identity that the files create", () => {
  const address = "azurerm_user_assigned_identity.orders";
  const world = (module?: object): object => ({
    resource: {
      azurerm_user_assigned_identity: { orders: { name: "orders", resource_group_name: "rg" } },
      azurerm_federated_identity_credential: { f: { ...CREDENTIAL, user_assigned_identity_id: `\${${address}.id}` } },
    },
    ...(module === undefined ? {} : { module: { m: module } }),
  });
  const stranger = { ...TOKEN, sub: "x" };
  const answered = (json: object, complete: boolean, token: object = stranger): unknown => {
    const { verdict, decisive, assumes } = decided(json, token, address, { complete });
    return [verdict, decisive, assumes];
  };

  test("assumes that nothing outside of the files gives it a credential, unless they are said to be all", () => {
    expect(answered(world(), false)).toEqual(["deny", "subject", [`no credential of ${address} outside these files`]]);
    expect(answered(world(), true)).toEqual(["deny", "subject", undefined]);
  });

  test("is undetermined while an unread module is told of it, and assumes that another module does nothing of it", () => {
    const told = world({ source: "./federation", identity: `\${${address}.id}` });
    expect(answered(told, false)).toEqual(["undetermined", "identity", undefined]);
    expect(answered(told, true)).toEqual(["undetermined", "identity", undefined]);
    const other = world({ source: "terraform-aws-modules/vpc/aws", cidr: "10.0.0.0/16" });
    const module = `no credential of ${address} in the module terraform-aws-modules/vpc/aws, which is unread`;
    expect(answered(other, true)).toEqual(["deny", "subject", [module]]);
  });

  test("is certain where no credential would help", () => {
    const told = world({ source: "./federation", identity: `\${${address}.id}` });
    expect(answered(told, false, { ...stranger, exp: NOW - 1000 })).toEqual(["deny", "subject", undefined]);
    expect(answered(told, false, { ...TOKEN, exp: NOW - 1000 })).toEqual(["deny", "time", undefined]);
  });
});
