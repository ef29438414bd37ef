import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign, X509Certificate } from "node:crypto";
import { bits, integer, octets, oid, sequence, set, tagged, utcTime, utf8, yes } from "./der";

/** What an https server shows. */
export interface ServerCertificate {
  /** PEM. */
  readonly key: string;
  /** PEM. */
  readonly cert: string;
}

/** A server's certificate, and the authority that vouches for it. */
export interface ThrowAwayCertificate extends ServerCertificate {
  /** PEM. Its key is gone: it vouches for nothing else. */
  readonly authority: string;
}

const DAYS = 30;
const AUTHORITY = "lab authority";

/**
 * A certificate for `localhost`, signed by an authority that is made for it and forgotten at once. MSAL asks nobody for tokens without TLS;
 * `NODE_EXTRA_CA_CERTS` names the authority to Node. Fields and extensions: https://www.rfc-editor.org/rfc/rfc5280#section-4
 */
export function throwAwayCertificate(): ThrowAwayCertificate {
  const [ca, server] = [makeKeys(), makeKeys()];
  const authority = certificate(AUTHORITY, ca.publicKey, ca.privateKey, [
    extension(BASIC_CONSTRAINTS, sequence(yes(), integer(Buffer.from([0]))), true),
    extension(KEY_USAGE, bits(Buffer.from([KEY_CERT_SIGN]), 2), true),
    extension(SUBJECT_KEY, octets(keyId(ca.publicKey))),
  ]);
  const names = [
    tagged(2, Buffer.from("localhost"), true),
    tagged(7, Buffer.from([127, 0, 0, 1]), true),
    tagged(7, Buffer.from([...Array.from({ length: 15 }, () => 0), 1]), true),
  ];
  const leaf = certificate("localhost", server.publicKey, ca.privateKey, [
    extension(BASIC_CONSTRAINTS, sequence()),
    extension(KEY_USAGE, bits(Buffer.from([DIGITAL_SIGNATURE]), 7), true),
    extension(EXTENDED_KEY_USAGE, sequence(oid(SERVER_AUTH))),
    extension(ALTERNATIVE_NAMES, sequence(...names)),
    extension(SUBJECT_KEY, octets(keyId(server.publicKey))),
    extension(AUTHORITY_KEY, sequence(tagged(0, keyId(ca.publicKey), true))),
  ]);
  return { key: server.privateKey.export({ type: "pkcs8", format: "pem" }).toString(), cert: leaf, authority };
}

const COMMON_NAME = "2.5.4.3";
const SUBJECT_KEY = "2.5.29.14";
const KEY_USAGE = "2.5.29.15";
const ALTERNATIVE_NAMES = "2.5.29.17";
const BASIC_CONSTRAINTS = "2.5.29.19";
const AUTHORITY_KEY = "2.5.29.35";
const EXTENDED_KEY_USAGE = "2.5.29.37";
const SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
const ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";
/** The sixth bit, and the first. */
const [KEY_CERT_SIGN, DIGITAL_SIGNATURE] = [0x04, 0x80];

const makeKeys = (): { readonly publicKey: KeyObject; readonly privateKey: KeyObject } =>
  generateKeyPairSync("ec", { namedCurve: "P-256" });

/** A certificate of the authority's, in PEM. */
function certificate(subject: string, publicKey: KeyObject, signer: KeyObject, extensions: readonly Buffer[]): string {
  const algorithm = sequence(oid(ECDSA_WITH_SHA256));
  const contents = sequence(
    tagged(0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    algorithm,
    name(AUTHORITY),
    sequence(utcTime(new Date(Date.now() - 3_600_000)), utcTime(new Date(Date.now() + DAYS * 86_400_000))),
    name(subject),
    spki(publicKey),
    tagged(3, sequence(...extensions)),
  );
  return new X509Certificate(sequence(contents, algorithm, bits(sign("sha256", contents, signer)))).toString();
}

const name = (common: string): Buffer => sequence(set(sequence(oid(COMMON_NAME), utf8(common))));
const spki = (key: KeyObject): Buffer => key.export({ type: "spki", format: "der" });
const keyId = (key: KeyObject): Buffer => createHash("sha1").update(spki(key)).digest();

function extension(id: string, content: Buffer, isCritical = false): Buffer {
  return sequence(oid(id), ...(isCritical ? [yes()] : []), octets(content));
}
