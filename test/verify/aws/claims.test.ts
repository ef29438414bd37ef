import { decide, GITHUB, HOST, policyOf, roleModel, statement, SUBJECT, verdictOf } from "./world";

const provider = (url: string, ...ids: string[]) => ({ p: { url, client_id_list: ids } });
const one = (extra: object, host = HOST) => roleModel({ policy: policyOf(statement(extra, host)) });
const claimsOf = (host: string, ...names: string[]) => Object.fromEntries(names.map((name) => [`${host}:${name}`, name]));

describe("what STS makes of claims", () => {
  it("takes GitHub's claims, and no other, as keys", () => {
    const of = (Condition: object, claims: object) =>
      verdictOf(
        decide(
          roleModel({
            policy: policyOf(statement({ Condition }, GITHUB)),
            providers: provider(`https://${GITHUB}`, "sts.amazonaws.com"),
          }),
          { iss: `https://${GITHUB}`, ...claims },
        ),
      );
    for (const claim of ["actor", "environment", "job_workflow_ref", "ref", "repository_owner_id", "workflow"]) {
      expect([claim, of({ StringEquals: claimsOf(GITHUB, claim) }, { [claim]: claim })]).toEqual([claim, "allow: all"]);
      expect([claim, of({ StringEquals: claimsOf(GITHUB, claim) }, {})]).toEqual([claim, "deny: condition"]);
    }
    for (const claim of ["event_name", "repository_owner", "workflow_ref", "ref_type", "kubernetes.io/namespace", "subject"]) {
      expect([claim, of({ StringEquals: claimsOf(GITHUB, claim) }, { [claim]: claim })]).toEqual([claim, "deny: condition"]);
    }
    expect(of({ StringEquals: { [`${GITHUB}:repository_id`]: "74" } }, { repository_id: 74 })).toBe("undetermined: condition");
    expect(of({ StringEquals: { [`${HOST}:sub`]: SUBJECT } }, {})).toBe("deny: condition");
    expect(of({ StringEquals: claimsOf(GITHUB, "email") }, { email: "email" })).toBe("undetermined: condition");
    expect(of({ StringEquals: claimsOf(GITHUB, "email") }, {})).toBe("deny: condition");
  });

  it("takes Google's and Cognito's tokens without a provider", () => {
    const google = (Condition: object, claims: object) =>
      verdictOf(
        decide(
          roleModel({
            policy: policyOf(statement({ Principal: { Federated: "accounts.google.com" }, Condition })),
            providers: {},
          }),
          {
            iss: "https://accounts.google.com",
            ...claims,
          },
        ),
      );
    const keys = {
      "accounts.google.com:aud": "azp-value",
      "accounts.google.com:oaud": "aud-value",
      "accounts.google.com:sub": SUBJECT,
    };
    expect(google({ StringEquals: keys }, { azp: "azp-value", aud: "aud-value" })).toBe("allow: all");
    expect(google({ StringEquals: keys }, { aud: "aud-value" })).toBe("deny: condition");
    expect(google({ StringEquals: { "accounts.google.com:oaud": "a", "accounts.google.com:aud": "a" } }, { aud: "a" })).toBe(
      "allow: all",
    );
    const cognito = (operator: string, amr: unknown) =>
      verdictOf(
        decide(
          roleModel({
            policy: policyOf(
              statement({
                Principal: { Federated: "cognito-identity.amazonaws.com" },
                Condition: { [operator]: { "cognito-identity.amazonaws.com:amr": "authenticated" } },
              }),
            ),
          }),
          { iss: "https://cognito-identity.amazonaws.com", amr },
        ),
      );
    expect(cognito("ForAnyValue:StringLike", ["x", "authenticated"])).toBe("allow: all");
    expect(cognito("ForAllValues:StringLike", ["x", "authenticated"])).toBe("deny: condition");
    expect(cognito("StringLike", ["authenticated"])).toBe("undetermined: condition");
    expect(cognito("ForAnyValue:StringLike", undefined)).toBe("deny: condition");
  });

  it("wants sts:TagSession for session tags, and compares them", () => {
    const tags = { "https://aws.amazon.com/tags": { principal_tags: { Team: ["a"] }, transitive_tag_keys: ["Team"] } };
    const Action = ["sts:AssumeRoleWithWebIdentity", "sts:TagSession"];
    const with_ = (Condition: object) => verdictOf(decide(one({ Action, Condition }), tags));
    expect(verdictOf(decide(one({}), tags))).toBe("deny: tag-session");
    expect(verdictOf(decide(one({ Action }), tags))).toBe("allow: all");
    expect(with_({ StringEquals: { "aws:RequestTag/team": "a" } })).toBe("allow: all");
    expect(with_({ StringEquals: { "aws:RequestTag/team": "b" } })).toBe("deny: condition");
    expect(with_({ "ForAllValues:StringEquals": { "aws:TagKeys": ["Team", "Cost"] } })).toBe("allow: all");
    expect(with_({ "ForAllValues:StringEquals": { "sts:TransitiveTagKeys": ["Cost"] } })).toBe("deny: condition");
    expect(verdictOf(decide(one({}), { "https://aws.amazon.com/tags/principal_tags/Team": "a" }))).toBe(
      "undetermined: tag-session",
    );
    expect(verdictOf(decide(one({}), { "https://aws.amazon.com/tags": { principal_tags: {} } }))).toBe(
      "undetermined: tag-session",
    );
    expect(verdictOf(decide(one({}), { "https://aws.amazon.com/tags": "x" }))).toBe("undetermined: tag-session");
    const split = policyOf(statement(), statement({ Action: "sts:TagSession", Condition: undefined }));
    expect(verdictOf(decide(roleModel({ policy: split }), tags))).toBe("allow: all");
    const denied = policyOf(statement({ Action }), statement({ Effect: "Deny", Action: "sts:TagSession" }));
    expect(verdictOf(decide(roleModel({ policy: denied }), tags))).toBe("deny: tag-session");
  });

  it("refuses HCP Terraform where the subject is not compared", () => {
    const host = "app.terraform.io";
    const of = (Condition: object, name = host) =>
      verdictOf(
        decide(roleModel({ policy: policyOf(statement({ Condition }, name)), providers: provider(`https://${name}`, "a") }), {
          iss: `https://${name}`,
          aud: "a",
        }),
      );
    expect(of({ StringEquals: { [`${host}:aud`]: "a" } })).toBe("deny: idp-control");
    expect(of({ StringLike: { [`${host}:SUB`]: "*" } })).toBe("allow: all");
    expect(of({ Null: { [`${host}:sub`]: "false" } })).toBe("undetermined: idp-control");
    expect(of({}, "app.eu.terraform.io")).toBe("undetermined: idp-control");
  });
});
