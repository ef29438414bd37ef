import { testText } from "../../verify/claim-test";
import type { TrustDiff } from "../../verify/diff";
import type { IssuerChange } from "../../verify/diff/issuer-changes";
import type { TrustChange } from "../../verify/diff/trust-changes";
import { WIDER_GRANTS } from "../../verify/diff/grant-changes";
import type { OtherWay } from "../../verify/other-way";
import type { TokenShape } from "../../verify/shape";
import { show } from "../../verify/text";
import type { Finding } from "../../verify/finding";
import { findingsTable } from "./findings";
import { identityJson, shapeJson } from "./json";
import { code, markdownTable, prose } from "./markdown";
import { plain } from "./plain";
import { cloudTitle, identityText, permissionText, shapeText } from "./shape";
import type { Style } from "./style";

/** A comment on GitHub holds 65,536 characters. Fewer rows are shown until it fits, and long texts are cut. */
const LONGEST_COMMENT = 60_000;
const MOST_ROWS = [60, 20, 6, 2];
const LONGEST_TEXT = 300;

const KINDS: Readonly<Record<TrustChange["kind"], string>> = {
  added: "added",
  widened: "widened",
  changed: "changed, undetermined",
  repeated: "added, let in before",
  narrowed: "narrowed",
  removed: "removed",
};

export function verdictText({ wider }: TrustDiff): string {
  return wider
    ? "Somebody may become or do more than before, or that is undetermined."
    : "Nobody may become or do more than before.";
}

/** One line of a change, whatever changed. */
interface Line {
  readonly kind: string;
  readonly wider: boolean;
  readonly what: string;
  readonly at: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

function linesOf(diff: TrustDiff): Readonly<Record<(typeof SECTIONS)[number], Line[]>> {
  return {
    trust: diff.trust.map(({ kind, identity, before, after }) => ({
      kind: KINDS[kind],
      wider: ["added", "widened", "changed"].includes(kind),
      what: identityText(identity),
      at: identity.address,
      before: shapeParts(before),
      after: shapeParts(after),
    })),
    otherWays: diff.otherWays.map(({ kind, identity, before, after }) => ({
      kind,
      wider: kind === "added" || kind === "widened",
      what: identityText(identity),
      at: identity.address,
      before: wayParts(before),
      after: wayParts(after),
    })),
    permissions: diff.permissions.map(({ kind, identity, permission }) => ({
      kind,
      wider: WIDER_GRANTS.includes(kind),
      what: identityText(identity),
      at: identity.address,
      before: kind === "removed" ? [permissionText(permission)] : [],
      after: kind === "removed" ? [] : [permissionText(permission)],
    })),
    issuers: diff.issuers.map(issuerLine),
    forgotten: diff.identities.forgotten.map((identity) => ({
      kind: "let go of, not destroyed",
      wider: false,
      what: identityText(identity),
      at: identity.address,
      before: [],
      after: ["whoever became it still does"],
    })),
    moved: diff.identities.moved.map(({ before, after }) => {
      const what = identityText(after);
      return { kind: "moved", wider: false, what, at: after.address, before: [before.address], after: [after.address] };
    }),
  };
}

function issuerLine({ kind, wider, before, after }: IssuerChange): Line {
  const issuer = after ?? before;
  const told = (side: IssuerChange["before"]): string[] =>
    side === undefined
      ? []
      : [
          side.url,
          side.audiences.length === 0 ? "aud: the cloud's default" : `aud: ${side.audiences.join(", ")}`,
          ...(kind === "settings" || kind === "url" ? settingsTexts(side) : []),
        ];
  const what = issuer === undefined ? "" : `${cloudTitle(issuer.cloud)} issuer`;
  return { kind, wider, what, at: issuer?.address ?? "", before: told(before), after: told(after) };
}

/** Which of its tokens get in, and what they become there. */
function settingsTexts({ accepts, settings = {}, into }: NonNullable<IssuerChange["after"]>): string[] {
  const tokens = accepts?.tests.map(testText) ?? [];
  const none = into !== undefined && accepts === undefined ? ["none of its tokens gets in"] : [];
  return [
    ...none,
    ...tokens.map((text) => `only if ${text}`),
    ...Object.entries(settings).map(([name, text]) => `${name}: ${text}`),
  ];
}

function shapeParts(shape: TokenShape | undefined): string[] {
  if (shape === undefined) return [];
  const { issuer, subject, audience, others, without } = shapeText(shape);
  const lacks = without.map((claim) => `without ${claim}`);
  const open = shape.unknown.map((reason) => `unknown: ${reason}`);
  return [`sub: ${subject}`, `iss: ${issuer}`, `aud: ${audience}`, ...others, ...lacks, ...open];
}

function wayParts(way: OtherWay | undefined): string[] {
  if (way === undefined) return [];
  const open = way.unknown.map((reason) => `unknown: ${show(reason)}`);
  return [`${way.kind}: ${show(way.who)}`, ...way.conditions.map((condition) => `only if ${show(condition)}`), ...open];
}

const SECTIONS = ["trust", "otherWays", "permissions", "issuers", "forgotten", "moved"] as const;
const TITLES = {
  trust: "Who becomes what",
  otherWays: "Who becomes what without a token of an issuer",
  permissions: "What they may do",
  issuers: "Issuers",
  forgotten: "No longer managed",
  moved: "Moved",
} as const;

/** A difference as Markdown, short enough for a comment on a pull request. */
export function diffMarkdown(diff: TrustDiff): string {
  const lines = linesOf(diff);
  const texts = MOST_ROWS.map((most) => () => markdownOf(diff, lines, most));
  for (const text of texts) if (text().length <= LONGEST_COMMENT) return text();
  return `${heading(diff)}\nToo much changed for one comment.\n`;
}

const heading = (diff: TrustDiff): string => `## Trust\n\n**${verdictText(diff)}**\n`;

function markdownOf(diff: TrustDiff, lines: ReturnType<typeof linesOf>, most: number): string {
  const sections = SECTIONS.flatMap((name) => section(TITLES[name], lines[name], most));
  const { new: found, fixed } = diff.findings;
  return [
    heading(diff),
    ...(sections.length === 0 ? ["No trust changed.\n"] : sections),
    ...(diff.unread.length === 0 ? [] : [`### Unread\n\n${unreadList(diff, most)}`]),
    ...findingsPart("New findings", found, most),
    ...findingsPart("Fixed findings", fixed, most),
  ].join("\n");
}

function unreadList({ unread }: TrustDiff, most: number): string {
  const items = unread
    .slice(0, most)
    .map(({ place, what, cure }) => `- ${code(cut(place.address))}: ${prose(cut(what))}; ${prose(cut(cure))}\n`);
  return `${items.join("")}${more(unread.length, most)}`;
}

function findingsPart(title: string, findings: readonly Finding[], most: number): string[] {
  if (findings.length === 0) return [];
  return [`### ${title}\n\n${findingsTable(findings.slice(0, most))}${more(findings.length, most)}`];
}

function section(title: string, lines: readonly Line[], most: number): string[] {
  if (lines.length === 0) return [];
  const sorted = [...lines].sort((a, b) => Number(b.wider) - Number(a.wider));
  const cell = (texts: readonly string[]): string => texts.map((text) => code(cut(text))).join("<br>");
  const rows = sorted
    .slice(0, most)
    .map(({ kind, wider, what, at, before, after }) => [
      wider ? `**${kind}**` : kind,
      `${prose(cut(what))}<br>${code(cut(at))}`,
      cell(before),
      cell(after),
    ]);
  return [`### ${title}\n\n${markdownTable(["", "identity", "before", "after"], rows)}${more(lines.length, most)}`];
}

const more = (count: number, most: number): string => (count > most ? `\n…and ${count - most} more.\n` : "");

const cut = (text: string): string => (text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text);

/** A difference for a terminal. */
export function diffText(diff: TrustDiff, style: Style): string {
  const lines = linesOf(diff);
  const blocks = SECTIONS.flatMap((name) =>
    lines[name].length === 0
      ? []
      : [
          style.strong(TITLES[name]),
          ...lines[name].map(({ kind, wider, what, at, before, after }) =>
            [
              `  ${(wider ? style.bad : style.faint)(kind)}  ${plain(what)}  ${style.faint(plain(at))}`,
              ...before.map((text) => `    - ${plain(text)}`),
              ...after.map((text) => `    + ${plain(text)}`),
            ].join("\n"),
          ),
        ],
  );
  const { new: found, fixed } = diff.findings;
  const counts = found.length + fixed.length === 0 ? [] : [`Findings: ${found.length} new, ${fixed.length} fixed`];
  const unread = diff.unread.map(({ place, what, cure }) => plain(`Unread: ${place.address}: ${what}; ${cure}`));
  const nothing = blocks.length === 0 ? ["No trust changed."] : [];
  return `${[...nothing, ...blocks, ...unread, ...counts, (diff.wider ? style.bad : style.good)(verdictText(diff))].join("\n\n")}\n`;
}

/** A difference for other programs. */
export function diffJson(diff: TrustDiff): object {
  const side = (name: "before" | "after", shape: TokenShape | undefined): object =>
    shape === undefined ? {} : { [name]: shapeJson(shape) };
  return {
    wider: diff.wider,
    identities: {
      added: diff.identities.added.map(identityJson),
      removed: diff.identities.removed.map(identityJson),
      forgotten: diff.identities.forgotten.map(identityJson),
      moved: diff.identities.moved.map(({ before, after }) => ({ before: identityJson(before), after: identityJson(after) })),
    },
    trust: diff.trust.map(({ kind, identity, before, after }) => ({
      kind,
      identity: identityJson(identity),
      ...side("before", before),
      ...side("after", after),
    })),
    otherWays: diff.otherWays.map(({ identity, ...change }) => ({ ...change, identity: identityJson(identity) })),
    permissions: diff.permissions.map(({ kind, identity, permission: { name, on, condition, address } }) => ({
      kind,
      identity: identityJson(identity),
      permission: { name, on, condition, address },
    })),
    issuers: diff.issuers,
    notRead: diff.unread,
    findings: diff.findings,
  };
}
