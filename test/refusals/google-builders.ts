import { Issuer, Subject, type IdentityRequest } from "../../lib";
import {
  GkeTrust,
  GoogleTrust,
  SharedGooglePool,
  type GoogleRoleGrant,
  type GoogleServiceAccountOptions,
  type GoogleTrustProps,
  type PoolOptions,
  type SharedGooglePoolProps,
} from "../../lib/google";
import { SUBJECT, type Build } from "./refusal";

export const googleTrust =
  (props: Partial<GoogleTrustProps>): Build =>
  (world) =>
    new GoogleTrust(world, "google", {
      issuers: [world.eu.issuer],
      project: "acme-prod",
      projectNumber: "123456789012",
      ...props,
    });

export const serviceAccount =
  (options: GoogleServiceAccountOptions, text = SUBJECT.text): Build =>
  (world) =>
    (googleTrust({})(world) as GoogleTrust)
      .serviceAccount(options)
      .federate(world, "account", [{ issuer: world.eu.issuer, subject: Subject.exactly(text) }]);

export const PROJECT = { project: "acme-prod", projectNumber: "123456789012" };

export const pool = (options: PoolOptions): Build => googleTrust({ pools: { eu: options } });

export const keys = (...list: readonly unknown[]): Build => {
  const issuer = new Issuer({
    name: "lab",
    url: "https://lab.example.com",
    subjectPrefix: "system:serviceaccount:",
    jwksJson: JSON.stringify({ keys: list }),
  });
  return googleTrust({ issuers: [issuer] });
};

export const role = (grant: Omit<GoogleRoleGrant, "role">): Build =>
  serviceAccount({ roles: [{ role: "roles/storage.objectViewer", ...grant }] });

export const shared =
  (props: Partial<SharedGooglePoolProps>, text = SUBJECT.text): Build =>
  (world) =>
    new SharedGooglePool(world, "google", { issuers: [world.eu.issuer, world.us.issuer], ...PROJECT, ...props })
      .principal()
      .federate(world, "it", [{ issuer: world.eu.issuer, subject: Subject.exactly(text) }]);

export const ORDERS = Subject.exactly(SUBJECT.text, { serviceAccount: { namespace: "shop", name: "orders" } });

export const gke =
  (subject: Subject, request: (gke: GkeTrust) => IdentityRequest = (trust) => trust.principal()): Build =>
  (world) =>
    request(new GkeTrust(world, "gke", PROJECT)).federate(world, "it", [{ issuer: world.us.issuer, subject }]);

export const GITHUB = { name: "github", url: "https://token.actions.githubusercontent.com" };

export const job =
  (claims: Readonly<Record<string, string>>, wanted: Readonly<Record<string, string>>): Build =>
  (world) => {
    const issuer = new Issuer({ ...GITHUB, subjectPrefix: "repo:octo-org/", claims });
    const subject = Subject.exactly("repo:octo-org/octo-repo:ref:refs/heads/main", { claims: wanted });
    return (googleTrust({ issuers: [issuer] })(world) as GoogleTrust).principal().federate(world, "it", [{ issuer, subject }]);
  };

export const EC = { kty: "EC", kid: "a", crv: "P-256", x: "x", y: "y" };
