import { createPrivateKey, X509Certificate } from "node:crypto";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { connect, type PeerCertificate } from "node:tls";
import { throwAwayCertificate } from "../../lib/lab/certificate";
import { bits, integer, octets, oid, sequence, utcTime } from "../../lib/lab/der";

const made = throwAwayCertificate();
const [authority, server] = [new X509Certificate(made.authority), new X509Certificate(made.cert)];

test("a certificate for localhost is from its authority, which vouches for nothing but servers", () => {
  expect([authority.ca, authority.subject, authority.issuer]).toEqual([true, "CN=lab authority", "CN=lab authority"]);
  expect([server.ca, server.subject, server.issuer]).toEqual([false, "CN=localhost", "CN=lab authority"]);
  expect([authority, server].map((each) => each.verify(authority.publicKey))).toEqual([true, true]);
  expect([server.checkIssued(authority), authority.checkIssued(server)]).toEqual([true, false]);
  expect(server.checkPrivateKey(createPrivateKey(made.key))).toBe(true);
  expect(server.keyUsage).toEqual(["1.3.6.1.5.5.7.3.1"]);
  expect(["localhost", "example.com"].map((name) => server.checkHost(name))).toEqual(["localhost", undefined]);
  expect(["127.0.0.1", "::1", "127.0.0.2"].map((ip) => server.checkIP(ip))).toEqual(["127.0.0.1", "::1", undefined]);
});

test("a certificate holds now, and for thirty days", () => {
  const days = (date: string): number => (Date.parse(date) - Date.now()) / 86_400_000;
  for (const each of [authority, server]) {
    expect(days(each.validFrom)).toBeCloseTo(-1 / 24, 2);
    expect(days(each.validTo)).toBeCloseTo(30, 2);
  }
  expect(
    new Set([authority, server, new X509Certificate(throwAwayCertificate().cert)].map((each) => each.serialNumber)).size,
  ).toBe(3);
});

describe("a client", () => {
  const https = createServer({ key: made.key, cert: made.cert }, (_, response) => response.end("in"));
  beforeAll(() => new Promise<void>((resolve) => https.listen(0, "127.0.0.1", resolve)));
  afterAll(() => new Promise((resolve) => https.close(resolve)));

  const shaken = (ca: string, servername: string): Promise<string> =>
    new Promise((resolve) => {
      const { port } = https.address() as AddressInfo;
      const socket = connect({ port, host: "127.0.0.1", ca, servername }, () => {
        const { subject } = socket.getPeerCertificate() as Partial<PeerCertificate>;
        resolve(`${String(socket.getProtocol())} ${String(subject?.CN)}`);
        socket.destroy();
      });
      socket.once("error", (error: NodeJS.ErrnoException) => {
        resolve(error.code ?? error.message);
      });
    });

  it("shakes hands with a server of it if it trusts the authority, for its own name alone", async () => {
    expect(await shaken(made.authority, "localhost")).toBe("TLSv1.3 localhost");
    expect(await shaken(throwAwayCertificate().authority, "localhost")).toMatch(
      /UNABLE_TO_VERIFY|CERT_SIGNATURE_FAILURE|SELF_SIGNED/,
    );
    expect(await shaken(made.authority, "example.com")).toBe("ERR_TLS_CERT_ALTNAME_INVALID");
  });
});

test.each([
  ["a short length", octets(Buffer.alloc(127)).subarray(0, 2), "047f"],
  ["a length of a byte", octets(Buffer.alloc(200)).subarray(0, 3), "0481c8"],
  ["a length of two bytes", octets(Buffer.alloc(300)).subarray(0, 4), "0482012c"],
  ["a number with its first bit set", integer(Buffer.from([0x80])), "02020080"],
  ["an object identifier", oid("1.2.840.10045.4.3.2"), "06082a8648ce3d040302"],
  ["a time", utcTime(new Date("2026-11-28T09:08:07.654Z")), `170d${Buffer.from("261128090807Z").toString("hex")}`],
  ["bits", bits(Buffer.from([0x80]), 7), "03020780"],
  ["nothing", sequence(), "3000"],
])("%s is written as DER has it", (_, written, hex) => {
  expect(written.toString("hex")).toBe(hex);
});
