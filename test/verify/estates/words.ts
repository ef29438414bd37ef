// What the estates of all clouds are made of.
import fc from "fast-check";

export const HOST = "oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF";
export const OTHER_HOST = "oidc.eks.us-east-1.amazonaws.com/id/FEDCBA9876543210FEDCBA9876543210";
export const ISSUERS = [`https://${HOST}`, `https://${OTHER_HOST}`, "https://token.actions.githubusercontent.com"] as const;
export const SUBJECTS = [
  "system:serviceaccount:shop:orders",
  "system:serviceaccount:shop:evil",
  "system:serviceaccount:shop2:orders",
  "repo:acme/api:ref:refs/heads/main",
  "é".repeat(64),
] as const;
export const AUDIENCES = ["sts.amazonaws.com", "vault-a", "api://AzureADTokenExchange", "https://google.example"] as const;
export const ACCOUNT = "111122223333";
export const FOREIGN = "arn:aws:iam::999999999999:root";

/** Mostly one of the usual values, seldom one of the others: few of an estate's parts are odd at once. */
export const mostly = <T>(usual: readonly T[], odd: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...usual) }, { weight: 1, arbitrary: fc.constantFrom(...odd) });

/** Seldom there. */
export const seldom = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

export const given = (name: string, value: unknown): object => (value === undefined ? {} : { [name]: value });

/** Blocks of a type; nothing where there are none. */
export const blocks = (type: string, of: readonly object[] | Readonly<Record<string, object>>): Record<string, object> => {
  const named = Array.isArray(of) ? Object.fromEntries(of.map((each: object, index) => [`b${index}`, each])) : of;
  return Object.keys(named).length === 0 ? {} : { [type]: named };
};
