import { findAws } from "../../../lib/verify/aws/findings";
import type { AwsModel } from "../../../lib/verify/aws/model";
import { RULES } from "../../../lib/verify/aws/rules";
import { CONDITIONS } from "./finding-cases-conditions";
import { LIMITS } from "./finding-cases-limits";
import { POLICIES } from "./finding-cases-policies";
import { RESOURCES } from "./finding-cases-resources";
import { githubSub } from "./finding-worlds";

const CASES = [...POLICIES, ...CONDITIONS, ...LIMITS, ...RESOURCES];

const found = (aws: AwsModel) => findAws(aws).map(({ id, severity, what }) => `${severity} ${id}: ${what}`);

describe("findings in AWS", () => {
  it.each(CASES)("in a trust with %s", (_, aws, expected) => {
    const short = (text: string): string => (expected.includes(text) ? text : (text.split(": ")[0] ?? ""));
    expect(found(aws).map(short).sort()).toEqual([...expected].sort());
  });

  it("are shown of every rule", () => {
    const shown = new Set(CASES.flatMap(([, aws]) => findAws(aws).map(({ id }) => id)));
    const elsewhere = ["aws-pod-identity-tag-session", "aws-pod-identity-open"];
    expect(Object.keys(RULES).filter((id) => !shown.has(id) && !elsewhere.includes(id))).toEqual([]);
  });

  it("say where, why, what to do and who says so", () => {
    expect(findAws(githubSub("repo:acme*"))).toEqual([
      {
        id: "aws-subject-tenant",
        severity: "error",
        place: { file: "main.tf.json", address: "aws_iam_role.r" },
        what: "statement 1: repo:acme* from GitHub Actions",
        why: RULES["aws-subject-tenant"].why,
        cure: RULES["aws-subject-tenant"].cure,
        source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html",
      },
    ]);
  });
});
