import {
  assumeRolePolicy,
  AwsTrust,
  EksPodIdentity,
  podIdentityStatements,
  S3PublishedIssuer,
  trustPolicy,
  type AwsRoleOptions,
  type AwsRoleProps,
  type Policy,
} from "../../lib/aws";
import { AwsRole, EksPodIdentityRole, ExistingAwsRole } from "../../lib/aws";
import * as pods from "../../lib/aws/pod-identity-values";
import { POLICY_DOCUMENT, POLICY_DOCUMENT_SOURCE, POLICY_STATEMENT } from "../../lib/aws/policy-values";
import { S3_PUBLISHED_ISSUER_PROPS } from "../../lib/aws/published-values";
import * as roles from "../../lib/aws/role-values";
import { POD_IDENTITY_SOURCE, POD_IDENTITY_STATEMENTS_PROPS, TRUST_STATEMENT_PROPS } from "../../lib/aws/statement-values";
import * as trusts from "../../lib/aws/trust-values";
import { ASSUME_ROLE_PROPS } from "../../lib/aws/assume-role-values";
import { FederationError, Issuer, Subject } from "../../lib";
import type { World } from "../world";
import type { RoomValues } from "./room";

type Options = Readonly<Record<string, unknown>>;

const SUBJECT = Subject.exactly("system:serviceaccount:shop:orders", { serviceAccount: { namespace: "shop", name: "orders" } });
const CLUSTER_ARN = "arn:aws:eks:eu-west-1:111122223333:cluster/eu";

/** The audiences that the table's examples and edges name. */
const trust = (world: World, props: Options = {}): AwsTrust =>
  new AwsTrust(world, "aws", { issuers: [world.eu.issuer], ...props });
const sources = (world: World) => [{ issuer: world.eu.issuer, subject: SUBJECT }];

/** Of the issuer that the table's example of an ARN names. */
const found = () => ({
  issuer: new Issuer({ name: "found", url: "https://oidc.example.com" }),
  arn: "arn:aws:iam::111122223333:oidc-provider/oidc.example.com",
});

/** A number that is taken, and that the policy is longer than. */
function orLonger(build: () => unknown): unknown {
  try {
    return build();
  } catch (error) {
    if (error instanceof FederationError && error.message.includes("the trust policy for 1 issuer has at least"))
      return undefined;
    throw error;
  }
}

const role = (world: World, options: AwsRoleOptions): unknown =>
  orLonger(() => trust(world).role(options).federate(world, "role", sources(world)));
const roleProps = (world: World, options: Options): AwsRoleProps => ({
  trust: trust(world),
  sources: sources(world),
  ...options,
});

const podIdentity = (world: World, props: Options = {}): EksPodIdentity =>
  new EksPodIdentity(world, "eks", { clusters: [{ cluster: world.eu, clusterName: "eu", arn: CLUSTER_ARN }], ...props });
const policy = (world: World, document: Options): unknown =>
  role(world, { inlinePolicies: { queue: document as unknown as Policy } });
const STATEMENT = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
/** One of the two at a time. */
const statement = (options: Options): Options => ({
  ...STATEMENT,
  ...("NotAction" in options ? { Action: undefined } : {}),
  ...("NotResource" in options ? { Resource: undefined } : {}),
  ...options,
});

export const AWS_VALUES: RoomValues = {
  AwsTrustProps: { rules: trusts.AWS_TRUST_PROPS, build: (world, options) => trust(world, options) },
  ExistingAwsTrustProps: {
    rules: trusts.EXISTING_TRUST_PROPS,
    build: (world, options) => AwsTrust.fromProviderArns(world, "aws", { providers: [found()], ...options }),
  },
  ExistingOidcProvider: {
    rules: trusts.EXISTING_OIDC_PROVIDER,
    build: (world, options) => new AwsTrust(world, "aws", { existing: [{ ...found(), ...options }] }),
  },
  AwsRoleOptions: { rules: roles.AWS_ROLE_OPTIONS, build: (world, options) => role(world, options) },
  AwsRoleProps: {
    rules: roles.AWS_ROLE_PROPS,
    build: (world, options) => orLonger(() => new AwsRole(world, "role", roleProps(world, options))),
  },
  ExistingAwsRoleOptions: {
    rules: roles.EXISTING_ROLE_OPTIONS,
    build: (world, options) =>
      trust(world).fromRoleArn("arn:aws:iam::111122223333:role/orders", options).federate(world, "role", sources(world)),
  },
  ExistingAwsRoleProps: {
    rules: roles.EXISTING_ROLE_PROPS,
    build: (world, options) =>
      new ExistingAwsRole(world, "role", { arn: "arn:aws:iam::111122223333:role/orders", ...roleProps(world, options) }),
  },
  AssumeRoleProps: {
    rules: ASSUME_ROLE_PROPS,
    build: (_world, options) => assumeRolePolicy(["arn:aws:iam::111122223333:role/orders"], options),
  },
  PolicyDocument: { rules: POLICY_DOCUMENT, build: (world, options) => policy(world, { Statement: [STATEMENT], ...options }) },
  PolicyStatement: {
    rules: POLICY_STATEMENT,
    build: (world, options) => policy(world, { Version: "2012-10-17", Statement: [statement(options)] }),
  },
  PolicyDocumentSource: { rules: POLICY_DOCUMENT_SOURCE, build: (world, options) => policy(world, options) },
  EksPodIdentityProps: { rules: pods.EKS_POD_IDENTITY_PROPS, build: (world, options) => podIdentity(world, options) },
  PodIdentityCluster: {
    rules: pods.POD_IDENTITY_CLUSTER,
    build: (world, options) =>
      podIdentity(world, { clusters: [{ cluster: world.eu, clusterName: "eu", arn: CLUSTER_ARN, ...options }] }),
  },
  AgentAddonOptions: { rules: pods.AGENT_ADDON_OPTIONS, build: (world, options) => podIdentity(world, { agentAddon: options }) },
  EksPodIdentityRoleOptions: {
    rules: pods.EKS_POD_IDENTITY_ROLE_OPTIONS,
    build: (world, options) =>
      orLonger(() =>
        podIdentity(world, { trust: trust(world) })
          .role("sessionPolicy" in options ? { disableSessionTags: true, ...options } : options)
          .federate(world, "role", sources(world)),
      ),
  },
  EksPodIdentityRoleProps: {
    rules: pods.EKS_POD_IDENTITY_ROLE_PROPS,
    build: (world, options) =>
      orLonger(
        () =>
          new EksPodIdentityRole(world, "role", {
            podIdentity: podIdentity(world, { trust: trust(world) }),
            sources: sources(world),
            ...("sessionPolicy" in options ? { disableSessionTags: true } : {}),
            ...options,
          }),
      ),
  },
  TrustStatementProps: {
    rules: TRUST_STATEMENT_PROPS,
    build: (_world, options) =>
      trustPolicy([
        {
          providerArn: "arn:aws:iam::111122223333:oidc-provider/oidc.example.com",
          hostAndPath: "oidc.example.com",
          subjects: [SUBJECT],
          audience: "sts.amazonaws.com",
          ...options,
        },
      ]),
  },
  PodIdentitySource: {
    rules: POD_IDENTITY_SOURCE,
    build: (_world, options) =>
      podIdentityStatements([{ clusterArn: CLUSTER_ARN, serviceAccount: { namespace: "shop", name: "orders" }, ...options }], {
        sessionTags: true,
      }),
  },
  PodIdentityStatementsProps: {
    rules: POD_IDENTITY_STATEMENTS_PROPS,
    build: (_world, options) => podIdentityStatements([], { sessionTags: true, ...options }),
  },
  S3PublishedIssuerProps: {
    rules: S3_PUBLISHED_ISSUER_PROPS,
    build: (world, options) =>
      new S3PublishedIssuer(world, "published", {
        url: "https://oidc.example.com",
        bucket: "acme-oidc",
        region: "eu-west-1",
        jwksJson: '{"keys":[{"kty":"RSA","kid":"a","n":"x","e":"AQAB"}]}',
        ...options,
      }),
  },
};
