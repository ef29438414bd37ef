import { generateKeyPair } from "node:crypto";
import { promisify } from "node:util";
import { md, pki } from "node-forge";

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

/**
 * A certificate for `localhost`, signed by an authority that is made for it and forgotten at once. MSAL asks nobody for tokens without TLS;
 * `NODE_EXTRA_CA_CERTS` names the authority to Node.
 */
export async function throwAwayCertificate(): Promise<ThrowAwayCertificate> {
  const [ca, server] = await Promise.all([makeKeys(), makeKeys()]);
  const authority = certificate(ca.publicKey, "lab authority", "lab authority", [
    { name: "basicConstraints", cA: true, pathLenConstraint: 0, critical: true },
    { name: "keyUsage", keyCertSign: true, critical: true },
    { name: "subjectKeyIdentifier" },
  ]);
  authority.sign(ca.privateKey, md.sha256.create());
  const leaf = certificate(server.publicKey, "localhost", "lab authority", [
    { name: "basicConstraints", cA: false },
    { name: "keyUsage", digitalSignature: true, keyEncipherment: true, critical: true },
    { name: "extKeyUsage", serverAuth: true },
    {
      name: "subjectAltName",
      altNames: [
        { type: 2, value: "localhost" },
        { type: 7, ip: "127.0.0.1" },
        { type: 7, ip: "::1" },
      ],
    },
    { name: "authorityKeyIdentifier", keyIdentifier: authority.generateSubjectKeyIdentifier().getBytes() },
  ]);
  leaf.sign(ca.privateKey, md.sha256.create());
  return {
    key: pki.privateKeyToPem(server.privateKey),
    cert: pki.certificateToPem(leaf),
    authority: pki.certificateToPem(authority),
  };
}

function certificate(publicKey: pki.rsa.PublicKey, subject: string, issuer: string, extensions: object[]): pki.Certificate {
  const made = pki.createCertificate();
  made.publicKey = publicKey;
  made.serialNumber = `01${Date.now().toString(16).padStart(14, "0")}`;
  made.validity.notBefore = new Date(Date.now() - 3_600_000);
  made.validity.notAfter = new Date(Date.now() + DAYS * 86_400_000);
  made.setSubject([{ name: "commonName", value: subject }]);
  made.setIssuer([{ name: "commonName", value: issuer }]);
  made.setExtensions(extensions);
  return made;
}

/** Node makes keys much faster than forge does. */
async function makeKeys(): Promise<pki.rsa.KeyPair> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  return { publicKey: pki.publicKeyFromPem(publicKey), privateKey: pki.privateKeyFromPem(privateKey) };
}
