import fc from "fast-check";
import { findAws } from "../../../lib/verify/aws/findings";
import type { AwsModel } from "../../../lib/verify/aws/model";
import { decide, HOST, model, policyOf, roleModel, statement, verdictOf } from "./world";

function readWhole(aws: AwsModel): number {
  return aws.identities.flatMap(({ shapes, permissions }) => [...shapes, ...permissions]).length + findAws(aws).length;
}

describe("whatever stands in the files", () => {
  it("is read without an error, and a policy that is no policy never lets anybody in", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (json) => {
        const aws = roleModel({ policy: JSON.stringify(json) });
        readWhole(aws);
        expect(decide(aws).verdict).not.toBe("allow");
      }),
    );
  });

  it("may be of any type in any argument", () => {
    const value = fc.jsonValue({ maxDepth: 2 });
    const types = ["aws_iam_role", "aws_iam_openid_connect_provider", "aws_iam_role_policy_attachment", "aws_iam_role_policy"];
    const names = ["name", "arn", "url", "client_id_list", "role", "policy_arn", "policy", "inline_policy", "assume_role_policy"];
    const body = fc.dictionary(fc.constantFrom(...names), value);
    fc.assert(
      fc.property(fc.constantFrom(...types), body, (type, values) => {
        readWhole(model({ [type]: { r: values } }));
      }),
    );
  });

  it("may replace any part of a statement, and opens nothing", () => {
    const part = fc.constantFrom("Effect", "Principal", "Action", "Condition", "Sid", "Resource");
    const junk = fc.jsonValue({ maxDepth: 3 }).filter((value) => value !== "*");
    fc.assert(
      fc.property(part, junk, (name, value) => {
        const aws = roleModel({ policy: policyOf(statement({ [name]: value })) });
        readWhole(aws);
        const other = decide(aws, { sub: "another" }).verdict;
        if (name !== "Condition") expect(other).not.toBe("allow");
      }),
    );
  });

  it("pollutes nothing and matches nothing by inherited names", () => {
    const policy = `{"__proto__":{"Statement":[]},"Statement":[{"Effect":"Allow","__proto__":{"x":1},"Principal":{"__proto__":"x"},"Action":"sts:*"}]}`;
    expect(verdictOf(decide(roleModel({ policy })))).toBe("undetermined: trust-policy");
    expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
    const keyed = (key: string) =>
      decide(roleModel({ policy: policyOf(statement({ Condition: { StringEquals: { [key]: "x" } } })) })).verdict;
    for (const key of ["constructor", "__proto__", `${HOST}:constructor`, `${HOST}:__proto__`, "aws:RequestTag/constructor"]) {
      expect([key, keyed(key)]).toEqual([key, "deny"]);
    }
  });

  it("is read in time, however long", () => {
    const started = performance.now();
    const long = "*a".repeat(20_000);
    const aws = roleModel({ policy: policyOf(statement({ Condition: { StringLike: { [`${HOST}:sub`]: long } } })) });
    expect(decide(aws, { sub: "a".repeat(100_000) }).verdict).toBe("undetermined");
    readWhole(aws);
    readWhole(roleModel({ policy: "[".repeat(100_000) }));
    readWhole(roleModel({ policy: policyOf(...Array.from({ length: 5000 }, (_, i) => statement({ Sid: `s${i}` }))) }));
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
