// Tokens that differ in one claim from a right one.
import type { Token } from "../../lib/verify";
import { NOW, SOURCE_IDENTITY, TAGS } from "./oracle";

type Mutation = readonly [name: string, change: (token: Token) => Token];

const iss = (name: string, change: (url: string) => string): Mutation => [
  `iss: ${name}`,
  (token) => ({ ...token, iss: change(token.iss) }),
];
const sub = (name: string, change: (subject: string) => string): Mutation => [
  `sub: ${name}`,
  (token) => ({ ...token, sub: change(token.sub) }),
];
const aud = (name: string, change: (audience: string) => Token["aud"]): Mutation => [
  `aud: ${name}`,
  (token) => {
    const [first = ""] = typeof token.aud === "string" ? [token.aud] : token.aud;
    return { ...token, aud: change(first) };
  },
];
const claim = (name: string, value: string): Mutation => [
  `${name}: ${value}`,
  (token) => (Object.hasOwn(token, name) ? { ...token, [name]: value } : token),
];
const without = (name: string): Mutation => [
  `no ${name}`,
  (token) => Object.fromEntries(Object.entries(token).filter(([key]) => key !== name)) as Token,
];

const swapCase = (text: string): string => {
  const index = text.search(/[a-zA-Z](?!ttps:)/);
  const letter = text[index] ?? "";
  const swapped = letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
  return index === -1 ? text : `${text.slice(0, index)}${swapped}${text.slice(index + 1)}`;
};
const reversed = (text: string): string => Array.from(text).reverse().join("");
const last = (text: string): string => reversed(swapCase(reversed(text)));
const serviceAccount = (subject: string): [string, string] => {
  const [, , namespace = "a", name = "b"] = subject.split(":");
  return [namespace, name];
};

export const MUTATIONS: readonly Mutation[] = [
  iss("slash added", (url) => `${url}/`),
  iss("slash taken", (url) => url.replace(/\/$/, "")),
  iss("two slashes", (url) => `${url}//`),
  iss("http", (url) => url.replace("https:", "http:")),
  iss("no scheme", (url) => url.replace("https://", "")),
  iss("scheme in capitals", (url) => url.replace("https:", "HTTPS:")),
  iss("case of the host", (url) => `https://${swapCase(url.slice(8))}`),
  iss("case at the end", (url) => last(url)),
  iss("longer host", (url) => url.replace(/^https:\/\/([^/]+)/, "https://$1.evil.example")),
  iss("another host before it", (url) => url.replace("https://", "https://evil.example/")),
  iss("a port", (url) => url.replace(/^https:\/\/([^/:]+)/, "https://$1:443")),
  iss("a longer path", (url) => `${url}${url.endsWith("/") ? "" : "/"}x`),
  iss("a character more", (url) => `${url}0`),
  iss("a character less", (url) => url.slice(0, -1)),
  iss("a query", (url) => `${url}?`),
  iss("white space", (url) => `${url} `),
  iss("empty", () => ""),
  iss("a wildcard", () => "*"),
  iss("another GKE cluster", () => "https://container.googleapis.com/v1/projects/acme-prod/locations/us-east1/clusters/zzz"),
  iss(
    "another project's GKE cluster",
    () => "https://container.googleapis.com/v1/projects/acme-prod2/locations/us-east1/clusters/us",
  ),
  iss("GitHub", () => "https://token.actions.githubusercontent.com"),
  sub("a character more", (subject) => `${subject}0`),
  sub("a character less", (subject) => subject.slice(0, -1)),
  sub("a prefix", (subject) => `x${subject}`),
  sub("case", (subject) => last(subject)),
  sub("case of the first letter", (subject) => swapCase(subject)),
  sub("a segment more", (subject) => `${subject}:x`),
  sub("an empty segment more", (subject) => `${subject}:`),
  sub("another namespace", (subject) => `system:serviceaccount:evil:${serviceAccount(subject)[1]}`),
  sub("another name", (subject) => `system:serviceaccount:${serviceAccount(subject)[0]}:evil`),
  sub("namespace and name swapped", (subject) => `system:serviceaccount:${serviceAccount(subject).reverse().join(":")}`),
  sub("a namespace that ends like it", (subject) => subject.replace("serviceaccount:", "serviceaccount:x-")),
  sub("a node", (subject) => `system:node:${serviceAccount(subject)[1]}`),
  sub("a wildcard", () => "*"),
  sub("wildcards", () => "system:serviceaccount:*:*"),
  sub("empty", () => ""),
  sub("white space", (subject) => `${subject} `),
  sub("a line break", (subject) => `${subject}\n`),
  sub("a pull request", (subject) => subject.replace(/:(ref|environment):.*$/, ":pull_request")),
  sub("another owner", (subject) => subject.replace("acme", "acme-evil")),
  aud("AWS", () => "sts.amazonaws.com"),
  aud("AWS, another of its client ids", () => "aws.workload.identity"),
  aud("Azure", () => "api://AzureADTokenExchange"),
  aud("Google Cloud", () => "https://iam.googleapis.com/"),
  aud("the cluster itself", () => "https://kubernetes.default.svc"),
  aud("empty", () => ""),
  aud("none", () => []),
  aud("case", (audience) => swapCase(audience)),
  aud("a slash", (audience) => `${audience}/`),
  aud("a character less", (audience) => audience.slice(0, -1)),
  aud("two, the right one last", (audience) => ["vault", audience]),
  aud("two, the right one first", (audience) => [audience, "vault"]),
  ["exp: an hour ago", (token) => ({ ...token, exp: NOW - 3600 })],
  claim("repository_owner_id", "66"),
  claim("repository_id", "75"),
  claim("terraform_organization_id", "org-evil"),
  claim("organization_slug", "evil"),
  ["session tags", (token) => ({ ...token, [TAGS]: { principal_tags: { team: ["shop"] }, transitive_tag_keys: ["team"] } })],
  ["a source identity", (token) => ({ ...token, [SOURCE_IDENTITY]: "somebody" })],
  without("sub"),
  without("iss"),
  without("aud"),
];
