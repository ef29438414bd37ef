import type { Finding } from "../../verify/finding";
import { findings } from "../../verify/findings";
import type { Model } from "../../verify/model";
import type { ModelIdentity } from "../../verify/model-identity";
import { issuerNames } from "../../verify/issuer-names";
import { testOn, type TokenShape } from "../../verify/shape";
import { CLOUDS } from "../../verify/clouds";
import type { OtherWay } from "../../verify/other-way";
import { markOf } from "../page/palette";
import { plain } from "./plain";
import { cloudTitle, conditionText, isWide, shapeText } from "./shape";
import { teamOf } from "./team";

/** One way in: whose token, what it must carry, what it becomes, and what that may do. Texts are plain, but not escaped. */
export interface ReportRow {
  /** The cloud's title. */
  readonly cloud: string;
  /** The class of its colour. */
  readonly mark: string;
  /** What the picture folds it under: a namespace, a repository, or its issuer. */
  readonly team: string;
  readonly issuer: string;
  /** What the files call the issuer, or nothing. */
  readonly issuerName: string;
  readonly subject: string;
  /** Empty, if it is not a token that gets in. */
  readonly audience: string;
  readonly others: readonly string[];
  /** What is unknown. */
  readonly unknown: readonly string[];
  /** Whether subjects without end get in. */
  readonly wide: boolean;
  readonly kind: string;
  readonly identity: string;
  readonly address: string;
  readonly permissions: readonly ReportPermission[];
}

/** What an identity may do, and on what; `on` is empty where that is its own account. */
export interface ReportPermission {
  readonly name: string;
  readonly on: string;
}

export interface ReportIssuer {
  /** What the files call it, or nothing. */
  readonly name: string;
  readonly cloud: string;
  readonly url: string;
  readonly address: string;
  readonly audiences: string;
}

export interface ReportCloud {
  readonly title: string;
  /** The class of its colour. */
  readonly mark: string;
}

/** All that a report shows, sorted. */
export interface ReportData {
  readonly title: string;
  readonly files: readonly string[];
  readonly rows: readonly ReportRow[];
  /** The clouds of the rows. */
  readonly clouds: readonly ReportCloud[];
  readonly issuers: readonly ReportIssuer[];
  /** Identities that nobody becomes, as far as the files say. */
  readonly unreachable: readonly string[];
  readonly identities: number;
  readonly findings: readonly Finding[];
  /** What could not be read. */
  readonly problems: readonly string[];
}

/** What a report shows of a model. */
export function reportData(model: Model, title: string, found: readonly Finding[] = findings(model)): ReportData {
  const { identities, issuers, configuration } = model;
  const places = [...identities, ...issuers].map(({ place }) => place.file);
  const names = issuerNames(model);
  const rows = identities.flatMap((identity) => rowsOf(identity, names)).sort(byRow);
  const used = new Set(rows.map(({ cloud }) => cloud));
  return {
    title: plain(title),
    files: [...new Set([...places, ...configuration.resources.map(({ place }) => place.file)])].map(plain).sort(),
    rows,
    clouds: CLOUDS.map((cloud, index) => ({ title: cloud.title, mark: markOf(index) })).filter((cloud) => used.has(cloud.title)),
    issuers: issuers
      .map(({ cloud, url, address, audiences }) => ({
        name: names.get(url)?.[0] ?? "",
        cloud: cloudTitle(cloud),
        url: plain(url),
        address: plain(address),
        audiences: audiences.length === 0 ? "the cloud's default" : plain(audiences.join(", ")),
      }))
      .sort((a, b) => byText(a.url, b.url) || byText(a.cloud, b.cloud) || byText(a.address, b.address)),
    unreachable: identities
      .filter(({ shapes, otherWays }) => shapes.length + otherWays.length === 0)
      .map(({ address }) => plain(address))
      .sort(),
    identities: identities.length,
    findings: found,
    problems: configuration.problems
      .map(({ place, what, cure }) => plain(`${place.file} ${place.address}: ${what}; ${cure}`))
      .sort(),
  };
}

/** What a row says of who gets in. */
type Who = Pick<ReportRow, "team" | "issuer" | "issuerName" | "subject" | "audience" | "others" | "unknown" | "wide">;

function rowsOf(
  { cloud: name, kind, label, address, permissions: all, shapes, otherWays }: ModelIdentity,
  names: Names,
): ReportRow[] {
  const cloud = cloudTitle(name);
  const permissions = all
    .map((one) => ({ name: plain(one.name), on: plain(`${one.on ?? ""}${conditionText(one.condition)}`.trim()) }))
    .sort((a, b) => byText(a.name, b.name) || byText(a.on, b.on));
  const is = { cloud, mark: markOf(CLOUDS.findIndex((each) => each.name === name)), kind: `${cloud} ${kind}` };
  const called = { identity: plain(label), address: plain(address) };
  const row = (who: Who): ReportRow => ({
    // One after the other: spreading makes slow objects, and there are many.
    cloud: is.cloud,
    mark: is.mark,
    team: who.team,
    issuer: who.issuer,
    issuerName: who.issuerName,
    subject: who.subject,
    audience: who.audience,
    others: who.others,
    unknown: who.unknown,
    wide: who.wide,
    kind: is.kind,
    identity: called.identity,
    address: called.address,
    permissions,
  });
  const byToken = shapes.map((shape) => row(tokenOf(shape, names)));
  return otherWays.length === 0 ? byToken : [...byToken, ...otherWays.map((way) => row(otherOf(way)))];
}

type Names = ReturnType<typeof issuerNames>;

function tokenOf(shape: TokenShape, names: Names): Who {
  const [url = "", ...further] = testOn(shape, "iss")?.values ?? [];
  const { issuer, subject, audience, others } = shapeText(shape);
  return {
    team: plain(teamOf(subject, issuer)),
    issuer: plain(issuer),
    issuerName: further.length === 0 ? (names.get(url)?.[0] ?? "") : "",
    subject: plain(subject),
    audience: plain(audience),
    others: others.map(plain),
    unknown: shape.unknown.map(plain),
    wide: isWide(shape),
  };
}

function otherOf({ kind, who, conditions, unknown }: OtherWay): Who {
  return {
    team: "without a token",
    issuer: "no token of an issuer",
    issuerName: "",
    subject: plain(`${kind} ${who}`),
    audience: "",
    others: conditions.map(plain),
    unknown: unknown.map(plain),
    wide: kind === "everyone" || kind === "unknown",
  };
}

const ROW_ORDER = ["issuer", "subject", "mark", "address", "audience"] as const;

function byRow(one: ReportRow, other: ReportRow): number {
  for (const key of ROW_ORDER) if (one[key] !== other[key]) return one[key] < other[key] ? -1 : 1;
  return byText(one.others.join("\n"), other.others.join("\n"));
}

/** By code units, so that every machine sorts alike. */
const byText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
