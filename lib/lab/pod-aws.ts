import { randomBytes } from "node:crypto";
import { isKnown, testOn, type WhatCan } from "../verify";
import { textOf } from "../verify/json";
import { AGENT_AUDIENCE } from "./eks-agent";
import type { LabIssuer } from "./issuer";
import { associationFor } from "./pod-identity";
import { type CloudSettings, FOLDER, NOTHING, type PodOwner, type PodWorld } from "./pod-settings";
import { awsOf } from "../verify/aws/cloud";

/** https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html */
const USUAL_AUDIENCE = "sts.amazonaws.com";

/**
 * What a pod carries for AWS: the agent's address where an association gives it a role, else the role that its token may assume. As on EKS,
 * the association wins. Only one role fits into the environment.
 */
export function awsSettings(world: PodWorld, owner: PodOwner): CloudSettings {
  const association = associationFor(world, owner.issuer, owner.namespace, owner.serviceAccount);
  const roles = owner.may.filter(({ identity }) => identity.kind === "role");
  const associated = awsOf(world.model).rolesNamed(association?.role ?? association?.roleArn ?? "")[0];
  const [first] = roles;
  if (association === undefined && first === undefined) return NOTHING;
  const urls = world.urls();
  const common = {
    ...regionOf(world, owner, associated?.address ?? first?.identity.address ?? ""),
    AWS_ENDPOINT_URL_STS: urls.awsSts,
    AWS_STS_REGIONAL_ENDPOINTS: "regional",
    AWS_EC2_METADATA_DISABLED: "true",
    // Profiles of whoever runs the lab would be asked first.
    AWS_CONFIG_FILE: `${FOLDER}/aws/no-config`,
    AWS_SHARED_CREDENTIALS_FILE: `${FOLDER}/aws/no-credentials`,
  };
  if (association !== undefined) {
    const path = "aws/eks-pod-identity-token";
    return {
      env: {
        ...common,
        AWS_CONTAINER_CREDENTIALS_FULL_URI: urls.awsContainer,
        AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: `${FOLDER}/${path}`,
      },
      files: [],
      tokens: [{ path, audience: AGENT_AUDIENCE }],
      carries: associated === undefined ? [] : [associated],
    };
  }
  if (first === undefined) return NOTHING;
  const path = "aws/token";
  return {
    env: {
      ...common,
      AWS_ROLE_ARN: roleArn(world, first),
      AWS_WEB_IDENTITY_TOKEN_FILE: `${FOLDER}/${path}`,
      // The aws command line keeps sessions below HOME by role and name: pods must not find each other's.
      AWS_ROLE_SESSION_NAME: `${owner.serviceAccount.slice(0, 48)}-${randomBytes(4).toString("hex")}`,
    },
    files: [],
    tokens: [{ path, audience: audienceOf(world, first, owner) }],
    carries: [first.identity],
    onlyHere: isEks(owner.issuer)
      ? []
      : [
          "AWS_REGION and AWS_DEFAULT_REGION: without EKS's webhook, a pod has them only if its trust has a region, or it sets them",
        ],
  };
}

function roleArn({ model, names }: PodWorld, { identity }: WhatCan): string {
  return names.concrete(awsOf(model).rolesNamed(identity.address)[0]?.arn ?? identity.label);
}

function audienceOf({ model, names }: PodWorld, { shape }: WhatCan, { issuer }: PodOwner): string {
  const test = testOn(shape, "aud");
  const told = test?.test === "is" ? test.values[0] : undefined;
  const listed = awsOf(model).issuers.find(({ url }) => url === issuer.text)?.audiences[0];
  return names.concrete(told ?? listed ?? USUAL_AUDIENCE);
}

const EKS = /^https:\/\/oidc\.eks\.([a-z]{2}(?:-[a-z]+)+-\d+)\.amazonaws\.com(\.cn)?\//;

/** EKS's webhook tells pods the cluster's region. https://github.com/aws/amazon-eks-pod-identity-webhook */
const isEks = ({ url, clusters }: LabIssuer): boolean => clusters.length > 0 || EKS.test(url);

function regionOf(
  { model: { configuration } }: PodWorld,
  { issuer }: PodOwner,
  address: string,
): Readonly<Record<string, string>> {
  const provider = configuration.at(address)?.provider ?? "";
  const told = textOf(configuration.providers.get(provider)?.values["region"]);
  const region = EKS.exec(issuer.url)?.[1] ?? (told !== undefined && isKnown(told) ? told : "us-east-1");
  return { AWS_REGION: region, AWS_DEFAULT_REGION: region };
}
