import { policyText } from "../../lib/aws/policy-document";

const WHERE = { place: "test", code: "INLINE_POLICY_INVALID", noun: "the policy" } as const;

describe("a policy with expressions of Terraform", () => {
  it("keeps one anywhere in an action", () => {
    const policy = {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: ["${var.action}", "s3:${var.verb}", "s3:Get${var.what}"], Resource: "*" }],
    } as const;
    expect(JSON.parse(policyText(WHERE, policy))).toEqual(policy);
  });
});
