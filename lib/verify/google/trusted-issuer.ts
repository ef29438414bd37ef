import { createHash } from "node:crypto";
import { shapeOf } from "../shape";
import { show } from "../text";
import type { TrustedIssuer } from "../trusted-issuer";
import { saidTests } from "./exchange-shape";
import type { Member } from "./member";
import type { Provider } from "./trust";
import { perhapsText } from "./values";

const EVERYBODY: Member = { text: "", kind: "pool", name: "", value: "" };

/** A provider as an issuer that is trusted: its tokens get into a pool, and members of bindings anywhere may stand for them. */
export function trustedIssuer(provider: Provider): TrustedIssuer {
  const { address, issuer, audiences, place, pool, disabled, perhaps } = provider;
  const base = { cloud: "google", address, url: issuer, audiences: audiences ?? [], place } as const;
  const into = `${pool.project}/${pool.id}`;
  const tests = saidTests(provider, EVERYBODY);
  if (disabled === "yes" || pool.disabled === "yes" || tests === undefined)
    return { ...base, into, settings: settingsOf(provider) };
  const unknown = perhaps === true ? [perhapsText(address)] : [];
  return { ...base, into, accepts: shapeOf(tests, [address], unknown), settings: settingsOf(provider) };
}

/** Uploaded keys are long, so a mark stands for them. */
function settingsOf({ mapping, keys }: Provider): Record<string, string> {
  const mapped = [...(mapping ?? [])].map(([target, { text }]): [string, string] => [show(target), text]);
  const mark = keys === undefined ? [] : [["jwks_json", `sha256:${createHash("sha256").update(keys).digest("hex")}`] as const];
  return Object.fromEntries([...mapped, ...mark]);
}
