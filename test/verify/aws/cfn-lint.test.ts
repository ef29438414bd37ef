// The grammar of trust policies, beside what cfn-lint says of it, where it is installed.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parsePolicyObject } from "../../../lib/verify/aws/trust-policy";
import type { JsonObject } from "../../../lib/verify/json";
import { policyOf, statement } from "./world";

const installed = spawnSync("cfn-lint", ["--version"]).status === 0;
if (!installed) console.warn("skipped: cfn-lint is not installed");

const POLICIES: Readonly<Record<string, object>> = {
  Right: policyOf(statement()),
  OneStatement: { Version: "2012-10-17", Statement: statement() },
  WithoutVersion: { Statement: [statement()] },
  OldVersion: { Version: "2008-10-17", Statement: [statement()] },
  WithId: { ...policyOf(statement()), Id: "x" },
  Everybody: policyOf(statement({ Principal: "*" })),
  ListOfActions: policyOf(statement({ Action: ["sts:AssumeRoleWithWebIdentity", "sts:TagSession"] })),
  NotAction: policyOf(statement({ Action: undefined, NotAction: "sts:AssumeRole" })),
  NotPrincipal: policyOf(statement({ Principal: undefined, NotPrincipal: { Service: "ec2.amazonaws.com" } })),
  SetOperator: policyOf(statement({ Condition: { "ForAnyValue:StringLikeIfExists": { "x:amr": ["a", "b"] } } })),
  NullOperator: policyOf(statement({ Condition: { Null: { "x:sub": "false" } } })),
  NewVersion: { ...policyOf(statement()), Version: "2026-01-01" },
  UnknownElement: { ...policyOf(statement()), Comment: "x" },
  WithoutStatement: { Version: "2012-10-17" },
  EffectInLowerCase: policyOf(statement({ Effect: "allow" })),
  WithoutEffect: policyOf(statement({ Effect: undefined })),
  WithResource: policyOf(statement({ Resource: "*" })),
  WithoutAction: policyOf(statement({ Action: undefined })),
  BothActions: policyOf(statement({ NotAction: "sts:AssumeRole" })),
  BothPrincipals: policyOf(statement({ NotPrincipal: "*" })),
  PrincipalAsText: policyOf(statement({ Principal: "arn:aws:iam::111122223333:root" })),
  UnknownOperator: policyOf(statement({ Condition: { StringEqual: { "x:sub": "a" } } })),
  UnknownSet: policyOf(statement({ Condition: { "ForEveryValue:StringEquals": { "x:sub": "a" } } })),
  SameSid: policyOf(statement({ Sid: "a" }), statement({ Sid: "a" })),
};

/** Where we and cfn-lint 1.51 part: IAM's own grammar is ours. */
const APART: Readonly<Record<string, readonly [policy: object, why: string]>> = {
  NullIfExists: [
    policyOf(statement({ Condition: { NullIfExists: { "x:sub": "true" } } })),
    "IfExists may follow any operator but Null",
  ],
  SidWithSpaces: [policyOf(statement({ Sid: "a b" })), "a Sid takes letters and digits"],
  UnknownPrincipalType: [policyOf(statement({ Principal: { Federation: "x" } })), "there are four types of principal"],
};

/** The names of the policies that cfn-lint finds an error in. */
function refusedByCfnLint(policies: Readonly<Record<string, object>>): string[] {
  const folder = mkdtempSync(join(tmpdir(), "trust-"));
  const file = join(folder, "template.json");
  const resources = Object.entries(policies).map(([name, AssumeRolePolicyDocument]) => [
    name,
    { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument } },
  ]);
  writeFileSync(file, JSON.stringify({ Resources: Object.fromEntries(resources) as object }));
  const { stdout } = spawnSync("cfn-lint", ["--format", "json", file], { encoding: "utf8" });
  expect(readFileSync(file, "utf8")).toContain("AWS::IAM::Role");
  rmSync(folder, { recursive: true });
  const matches = JSON.parse(stdout) as { readonly Level: string; readonly Location: { readonly Path: readonly string[] } }[];
  return [...new Set(matches.filter(({ Level }) => Level === "Error").map(({ Location }) => Location.Path[1] ?? ""))].sort();
}

const refusedByUs = (policies: Readonly<Record<string, object>>): string[] =>
  Object.entries(policies)
    .filter(([, policy]) => parsePolicyObject(JSON.parse(JSON.stringify(policy)) as JsonObject).faults.length > 0)
    .map(([name]) => name)
    .sort();

(installed ? describe : describe.skip)("the grammar of trust policies", () => {
  it("is the one that cfn-lint has", () => {
    expect(refusedByUs(POLICIES)).toEqual(refusedByCfnLint(POLICIES));
  }, 60_000);

  it("is stricter only where IAM says so", () => {
    const apart = Object.fromEntries(Object.entries(APART).map(([name, [policy]]) => [name, policy]));
    expect(refusedByUs(apart)).toEqual(Object.keys(APART).sort());
    expect(refusedByCfnLint(apart)).toEqual([]);
  }, 60_000);
});
