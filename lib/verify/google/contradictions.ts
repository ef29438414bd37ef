import type { Contradiction } from "../contradiction";
import type { ModelIdentity } from "../model-identity";
import { isKnown, show } from "../text";
import { conditionTests, invertMember } from "./claim-tests";
import type { GoogleModel } from "./google-model";
import type { Member } from "./member";
import { providersNamed } from "./pools-named";
import type { Grant, Provider } from "./trust";

/** The members of an identity's bindings whose tokens never meet the condition of the provider that they come through. */
export function contradictionsOf(model: GoogleModel, identity: ModelIdentity): Contradiction[] {
  return grantsOf(model, identity).flatMap(({ member, address }) =>
    providersNamed(model.indexes, member).flatMap((provider) => {
      const rules = contradicting(provider, member);
      return rules === undefined ? [] : [{ issuer: provider.issuer, rules, through: [provider.address, address] }];
    }),
  );
}

function grantsOf({ indexes }: GoogleModel, { kind, address }: ModelIdentity): readonly Grant[] {
  if (kind === "principal") return indexes.held.get(address) ?? [];
  const account = indexes.accounts.get(address);
  return account === undefined ? [] : indexes.impersonators(account).all;
}

function contradicting(provider: Provider, member: Member): Contradiction["rules"] | undefined {
  const { condition, mapping } = provider;
  if (condition === undefined || mapping === undefined || !isKnown(condition.text)) return undefined;
  const wanted = invertMember(member, (target) => mapping.get(target)?.cel);
  if (wanted === undefined || conditionTests(provider, wanted) !== undefined) return undefined;
  const alone = conditionTests(provider, { tests: [] });
  // A condition that is never true has a finding of its own.
  if (alone === undefined) return undefined;
  return [
    { name: `the member ${show(member.text)}`, tests: wanted.tests },
    { name: `the attribute condition ${condition.text}`, tests: alone },
  ];
}
