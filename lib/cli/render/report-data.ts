import type { Finding } from "../../verify/finding";
import { findings } from "../../verify/findings";
import type { Model } from "../../verify/model";
import type { ModelIdentity } from "../../verify/model-identity";
import type { TokenShape } from "../../verify/shape";
import type { CloudName } from "../../verify/trusted-issuer";
import { plain } from "./plain";
import { cloudTitle, conditionText, isWide, shapeText } from "./shape";

/** One way in: whose token, what it must carry, what it becomes, and what that may do. Texts are plain, but not escaped. */
export interface ReportRow {
  readonly cloud: CloudName;
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
  readonly others: readonly string[];
  /** What is not known. */
  readonly open: readonly string[];
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
  readonly cloud: string;
  readonly url: string;
  readonly address: string;
  readonly audiences: string;
}

/** All that a report shows, sorted. */
export interface ReportData {
  readonly title: string;
  readonly files: readonly string[];
  readonly rows: readonly ReportRow[];
  readonly issuers: readonly ReportIssuer[];
  /** Identities that nobody becomes, as far as the files say. */
  readonly unreachable: readonly string[];
  readonly identities: number;
  readonly findings: readonly Finding[];
  /** What could not be read. */
  readonly problems: readonly string[];
}

export function reportData(model: Model, title: string): ReportData {
  const { identities, issuers, configuration } = model;
  const places = [...identities, ...issuers].map(({ place }) => place.file);
  return {
    title: plain(title),
    files: [...new Set([...places, ...configuration.resources.map(({ place }) => place.file)])].map(plain).sort(),
    rows: identities.flatMap((identity) => identity.shapes.map((shape) => rowOf(identity, shape))).sort(byKey(rowKey)),
    issuers: issuers
      .map(({ cloud, url, address, audiences }) => ({
        cloud: cloudTitle(cloud),
        url: plain(url),
        address: plain(address),
        audiences: audiences.length === 0 ? "the cloud's default" : plain(audiences.join(", ")),
      }))
      .sort(byKey(({ url, cloud, address }) => `${url}\n${cloud}\n${address}`)),
    unreachable: identities
      .filter(({ shapes }) => shapes.length === 0)
      .map(({ address }) => plain(address))
      .sort(),
    identities: identities.length,
    findings: findings(model),
    problems: configuration.problems
      .map(({ place, what, cure }) => plain(`${place.file} ${place.address}: ${what}; ${cure}`))
      .sort(),
  };
}

function rowOf(identity: ModelIdentity, shape: TokenShape): ReportRow {
  const { issuer, subject, audience, others } = shapeText(shape);
  return {
    cloud: identity.cloud,
    issuer: plain(issuer),
    subject: plain(subject),
    audience: plain(audience),
    others: others.map(plain),
    open: shape.unknown.map(plain),
    wide: isWide(shape),
    kind: `${cloudTitle(identity.cloud)} ${identity.kind}`,
    identity: plain(identity.label),
    address: plain(identity.address),
    permissions: identity.permissions
      .map(({ name, on = "", condition }) => ({ name: plain(name), on: plain(`${on}${conditionText(condition)}`.trim()) }))
      .sort(byKey(({ name, on }) => `${name}\n${on}`)),
  };
}

const rowKey = ({ issuer, subject, cloud, address, audience, others }: ReportRow): string =>
  [issuer, subject, cloud, address, audience, ...others].join("\n");

/** Compares by code units, so that every machine sorts alike. */
function byKey<T>(key: (thing: T) => string): (a: T, b: T) => number {
  return (a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0);
}
