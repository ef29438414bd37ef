import type { Contradiction } from "../contradiction";
import type { ClaimTest } from "../shape";
import { limitOf, together } from "./claim-tests";
import { conditionText } from "./condition-text";
import type { AwsModel } from "./model";
import { providersOfPrincipal } from "./named-provider";
import type { AwsRoleIdentity } from "./roles";
import type { Statement } from "./statement";
import type { TrustedProvider } from "./trusted-provider";

/** The conditions of a role's statements that exclude each other: on one claim, no value meets them all. */
export function contradictionsOf(model: AwsModel, role: AwsRoleIdentity): Contradiction[] {
  return role.trust.statements
    .filter(({ effect }) => effect === "Allow")
    .flatMap((statement) =>
      statement.principals.federated
        .flatMap((principal) => providersOfPrincipal(principal, role, model))
        .flatMap((provider) => contradictingIn(statement, provider, role.address)),
    );
}

function contradictingIn(statement: Statement, provider: TrustedProvider, address: string): Contradiction[] {
  const byClaim = new Map<string, { readonly name: string; readonly test: ClaimTest }[]>();
  const add = (name: string, test: ClaimTest): void => {
    byClaim.set(test.claim, [...(byClaim.get(test.claim) ?? []), { name, test }]);
  };
  const { issuer } = provider;
  if (issuer?.audiencesKnown === true)
    add(`the provider ${issuer.address}`, { claim: "aud", test: "is", values: issuer.audiences });
  for (const condition of statement.tests) {
    const test = limitOf(condition, provider);
    if (typeof test === "object") add(`${statement.label}, ${conditionText(condition)}`, test);
  }
  return [...byClaim.values()]
    .filter((all) => together(all.map(({ test }) => test)) === undefined)
    .map((all) => ({
      issuer: issuer?.url ?? `https://${provider.hostAndPath}`,
      rules: all.map(({ name, test }) => ({ name, tests: [test] })),
      through: [address],
    }));
}
