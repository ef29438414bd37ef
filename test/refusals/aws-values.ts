import { TerraformVariable } from "cdktf";
import type { PolicyDocument, PolicyStatement } from "../../lib/aws";
import type { World } from "../world";

export const GITHUB = "https://token.actions.githubusercontent.com";

export const TARGET = "arn:aws:iam::444455556666:role/reports";

export const policy = (statement: Partial<PolicyStatement>): PolicyDocument => ({
  Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*", ...statement }],
});

export const unknown = (world: World): string => new TerraformVariable(world, "unknown", { type: "string" }).stringValue;
