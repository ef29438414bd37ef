import { COLLECT_AWS } from "./collect";
import { AWS_DUMPS } from "./dumps";
import { AWS_KEYS } from "./keys";
import type { Cloud, CloudModel } from "../cloud";
import { namesOfLabel } from "../issuer-names";
import type { AssumeRoleRequest, PodIdentityRequest, Request } from "../request";
import type { Token } from "../token";
import { becomeRole } from "./become";
import { contradictionsOf } from "./contradictions";
import { decideAws } from "./decide";
import { findAws } from "./findings";
import { readAws, type AwsModel } from "./model";
import type { AwsRoleIdentity } from "./roles";

type AwsRequest = AssumeRoleRequest | PodIdentityRequest;

const isAws = (request: Request): request is AwsRequest =>
  request.type === "AssumeRoleWithWebIdentity" || request.type === "EksPodIdentity";

export const AWS: Cloud = {
  name: "aws",
  title: "AWS",
  dumps: AWS_DUMPS,
  collect: COLLECT_AWS,
  keys: AWS_KEYS,
  usualAudience: "sts.amazonaws.com",
  requestFor: ({ address }) => ({ type: "AssumeRoleWithWebIdentity", role: address }),
  read: (configuration): CloudModel => {
    const aws = readAws(configuration);
    return {
      issuers: aws.issuers,
      identities: aws.identities,
      issuerNames: namesOfLabel,
      contradictions: (identity) => contradictionsOf(aws, identity as AwsRoleIdentity),
      grantsToUnknown: () => aws.grantsToUnknown(),
      takes: isAws,
      decide: (request: Request, token: Token, now: number) => decideAws(aws, request as AwsRequest, token, now),
      become: (identity, token, now) => becomeRole(aws, identity as AwsRoleIdentity, token, now),
      findings: () => findAws(aws),
      own: aws,
    };
  },
};

/** What the files say of trust in AWS. */
export const awsOf = ({ clouds }: { readonly clouds: ReadonlyMap<string, CloudModel> }): AwsModel =>
  clouds.get(AWS.name)?.own as AwsModel;
