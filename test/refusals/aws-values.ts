import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformVariable } from "cdktf";
import type { Issuer } from "../../lib";
import { AwsTrust, type PolicyDocument, type PolicyStatement } from "../../lib/aws";
import type { World } from "../world";

export const GITHUB = "https://token.actions.githubusercontent.com";

export const TARGET = "arn:aws:iam::444455556666:role/reports";

export const policy = (statement: Partial<PolicyStatement>): PolicyDocument => ({
  Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*", ...statement }],
});

export const unknown = (world: World): string => new TerraformVariable(world, "unknown", { type: "string" }).stringValue;

/** A trust of another account than the stack's own: an account takes one OIDC provider an issuer. */
export const inOtherAccount = (world: World, issuer: Issuer): AwsTrust =>
  new AwsTrust(world, "aws-2", { issuers: [issuer], provider: new AwsProvider(world, "other", { alias: "other" }) });
