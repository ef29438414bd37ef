// A provider's mapping as a file may have it: values that are no texts, and that cannot be made one.
import { readModel } from "../../../lib/verify";

test("a mapping whose values are objects without a text is read without failing", () => {
  const odd = JSON.parse('{"": {}, "__proto__": "", "a": {"__proto__": null}}') as object;
  const resource = {
    google_iam_workload_identity_pool: { a: {} },
    google_iam_workload_identity_pool_provider: { a: { attribute_mapping: odd } },
  };
  expect(readModel([{ name: "main.tf.json", json: { resource } }]).identities).toEqual([]);
});
