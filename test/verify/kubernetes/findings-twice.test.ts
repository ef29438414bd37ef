import { findings, readModel } from "../../../lib/verify";

test("two workloads that annotate one ServiceAccount differently are a warning, on one cluster", () => {
  const of = (name: string, role: string, provider?: string): object => ({
    [name]: {
      metadata: {
        name: "orders",
        namespace: "shop",
        annotations: { "eks.amazonaws.com/role-arn": `arn:aws:iam::111122223333:role/${role}` },
      },
      ...(provider === undefined ? {} : { provider }),
    },
  });
  const both = (...all: readonly object[]): unknown[] =>
    findings(
      readModel([
        { name: "main.tf.json", json: { resource: { kubernetes_service_account_v1: Object.assign({}, ...all) as object } } },
      ]),
    ).map(({ id, severity, what }) => [id, severity, what]);
  const unseen = (role: string): unknown => [
    "kubernetes-identity-not-in-files",
    "note",
    `eks.amazonaws.com/role-arn of system:serviceaccount:shop:orders is arn:aws:iam::111122223333:role/${role}, which is not in the files`,
  ];
  const twice = [
    "kubernetes-annotated-twice",
    "warning",
    "eks.amazonaws.com/role-arn of system:serviceaccount:shop:orders is arn:aws:iam::111122223333:role/y, and " +
      "kubernetes_service_account_v1.a says arn:aws:iam::111122223333:role/x",
  ];
  expect(both(of("a", "x"), of("b", "y"))).toEqual([twice, unseen("x"), unseen("y")]);
  expect(both(of("a", "x"), of("b", "x"))).toEqual([unseen("x"), unseen("x")]);
  expect(both(of("a", "x"), of("b", "y", "kubernetes.us"))).toEqual([unseen("x"), unseen("y")]);
});
