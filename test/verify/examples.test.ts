// What a user copies from examples/ must stand up to the project's own findings.
import { findings, readModel } from "../../lib/verify";
import { exampleNames, synthesizeExample } from "../example";

/** Notes that belong to what an example shows, as `address: id`. Of all others there is nothing to say. */
const NOTES: Readonly<Record<string, readonly string[]>> = {
  "role-chaining": ["kubernetes_service_account_v1.billing_service-account-eu_57A61FB1: kubernetes-identity-not-in-files"],
  "two-states": ["kubernetes_annotations.mail-kubernetes_service-account-south_D6F7C8BA: kubernetes-identity-not-in-files"],
};

describe("in the examples", () => {
  it.each(exampleNames)("nothing is found in %s but what it means to show", (name) => {
    const inputs = Object.entries(synthesizeExample(name)).map(([stack, json]) => ({ name: `${stack}/cdk.tf.json`, json }));
    const model = readModel(inputs);
    expect(model.configuration.problems).toEqual([]);
    expect(model.identities).not.toEqual([]);
    const found = findings(model).map(({ severity, id, place: { address } }) => [severity, `${address}: ${id}`]);
    expect(found.filter(([severity]) => severity !== "note")).toEqual([]);
    expect(found.map(([, text]) => text).sort()).toEqual([...(NOTES[name] ?? [])].sort());
  });
});
