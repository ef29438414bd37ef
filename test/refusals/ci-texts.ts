// Subjects, claims and issuers, known and unknown in part: what is known is judged.
import { TerraformVariable } from "cdktf";
import { Issuer, Subject } from "../../lib";
import type { World } from "../world";
import type { Refusal } from "./refusal";

const CAFE = "cafe\u0301";

/** A token at the start, in the middle or at the end: `~` stands for it. */
const half = (world: World, text: string): string => {
  const late = new TerraformVariable(world, `late-${world.node.children.length}`, { type: "string" }).stringValue;
  return text.replaceAll("~", late);
};

const SUBJECTS: readonly (readonly [shown: string, text: string])[] = [
  ['give it as "cafe with acute"', CAFE],
  ["normal form NFC", `repo:acme/${CAFE}:~`],
  ["normal form NFC", `~:${CAFE}`],
  ["half of a character", "a\uD800~"],
  ["NUL", "a\0"],
  ["line break", "repo:acme/api:ref:refs/heads/main\n"],
  ["line break", "~\n"],
  ["line break", "a\n~"],
  ["control character", "repo:acme/api\u0007:~"],
  ["control character", "~\t"],
  ["control character", "a\u0085b"],
  ["wildcard", "~*"],
  ["wildcard", "*~"],
  ["wildcard", "~?~"],
  ["white space", " ~"],
  ["white space", "~ "],
  ['"${"', "$~"],
  ['"${"', "~%{if true}"],
];

const CLAIMS: readonly (readonly [shown: string, name: string, value: string])[] = [
  ['the claim "actor" "', "actor", CAFE],
  ['the claim "actor" "', "actor", "~\n"],
  ['the claim "actor" "', "actor", "*~"],
  ['the claim "actor" "', "actor", "~?"],
  ['the claim "actor" "', "actor", " ~"],
  ['the claim "actor" "', "actor", "a\u0007"],
  ['the claim "actor" "', "actor", ""],
  ['the claim "sub"', "sub", "a"],
  ['the claim "~"', "~", "a"],
];

const ISSUERS: readonly (readonly [shown: string, url: string])[] = [
  ['give the issuer itself: "https://oidc.example.com"', "https://oidc.example.com/.well-known/openid-configuration"],
  ['give the issuer itself: "https://oidc.example.com/a"', "https://oidc.example.com/a/.well-known/openid-configuration"],
  ['give the issuer itself: "https://oidc.example.com/a"', "https://oidc.example.com/a/.well-known/jwks.json"],
  ["a document below the issuer", "https://oidc.example.com/.well-known/"],
  ["a document below the issuer", "https://oidc.example.com/.well-known"],
  ["a document below the issuer", "~/.well-known/openid-configuration"],
  ["a document below the issuer", "~.well-known/openid-configuration"],
  ["a document below the issuer", "https://~/.well-known/openid-configuration"],
  ["a document below the issuer", "https://oidc.example.com/.well-known/~"],
  ["a document below the issuer", "https://oidc.example.com/.well-known~"],
  ["normal form NFC", `https://oidc.example.com/${CAFE}`],
  ["normal form NFC", `https://~/${CAFE}`],
  ["characters that no issuer may hold", "https://oidc.example.com/~\n"],
  ["characters that no issuer may hold", "\thttps://~"],
  ["characters that no issuer may hold", "https://~/é"],
  ["characters that no issuer may hold", "https://~/a b/~"],
  ["characters that no issuer may hold", "https://user@~"],
  ["characters that no issuer may hold", "~?query"],
  ["characters that no issuer may hold", "~#fragment"],
  ['does not begin with "https://"', "http://~"],
  ['does not begin with "https://"', "oidc.example.com/~"],
  ["no valid host", "https:///~"],
  ["no valid host", "https://.example.com~"],
  ["no valid host", "https://a..b~"],
  ["no valid host", "https://a-/~"],
  ["no valid host", "https://a:port~"],
];

const url = "https://oidc.example.com";
const keys = (kid: string, more = "") => `{"keys":[{"kty":"RSA","kid":"${kid}","n":"x","e":"AQAB"${more}}]}`;

export const TEXT_REFUSALS: readonly Refusal[] = [
  ...SUBJECTS.map(
    ([shown, text]) =>
      [
        "SUBJECT_INVALID",
        shown.replace("cafe with acute", "caf\u00e9"),
        (world: World) => Subject.exactly(half(world, text)),
      ] as const,
  ),
  ["SUBJECT_INVALID", "normal form NFC", () => Subject.matching(`repo:acme/${CAFE}:*`)],
  ["SUBJECT_INVALID", "control character", () => Subject.matching("repo:acme/api:*\n")],
  ["SUBJECT_INVALID", "is unknown until apply", (world) => Subject.matching(half(world, "repo:acme/~:*"))],
  ...CLAIMS.map(([shown, name, value]) => {
    const build = (world: World) => {
      const claim = name === "~" ? half(world, name) : name;
      return Subject.exactly("a", { claims: { [claim]: half(world, value) } });
    };
    return ["SUBJECT_INVALID", shown.replace('"~"', '"${TfToken'), build] as const;
  }),
  ["VALUE_MISSING", "the claims of the subject is null", () => Subject.exactly("a", { claims: null as never })],
  ["VALUE_MISSING", "the details of the subject is null", () => Subject.exactly("a", null as never)],
  ["VALUE_MISSING", "the subject is a list", () => Subject.exactly(["a"] as never)],
  ...ISSUERS.map(
    ([shown, text]) => ["ISSUER_INVALID", shown, (world: World) => new Issuer({ name: "a", url: half(world, text) })] as const,
  ),
  ["VALUE_MISSING", "the issuer is null", () => new Issuer(null as never)],
  ["JWKS_INVALID", "normal form NFC", () => new Issuer({ name: "a", url, jwksJson: keys(CAFE) })],
  ["JWKS_INVALID", "a private key", () => new Issuer({ name: "a", url, jwksJson: keys("a", ',"d":"x"') })],
  ["JWKS_INVALID", "a private key", (world) => new Issuer({ name: "a", url, jwksJson: half(world, keys("~", ', "d" : "x"')) })],
  ["SUBJECT_INVALID", '"system:*', () => new Issuer({ name: "a", url, subjectPrefix: "system:*" })],
  ["SUBJECT_INVALID", "normal form NFC", () => new Issuer({ name: "a", url, subjectPrefix: CAFE })],
  ["SUBJECT_INVALID", 'the claim "org"', (world) => new Issuer({ name: "a", url, claims: { org: half(world, "~*") } })],
];
