import { type LabRecord, lineOf } from "../../lib/lab";
import { hole } from "../../lib/verify/text";

const RECORD: LabRecord = {
  time: "2026-09-21T14:13:20.000Z",
  service: "AWS STS",
  action: "AssumeRoleWithWebIdentity",
  asker: { issuer: "https://a.example.com", subject: "system:serviceaccount:shop:orders", audience: "a" },
  wanted: "arn:aws:iam::111122223333:role/orders",
  verdict: "deny",
  code: "AccessDenied",
  why: "the subject is another",
  checks: [],
};

describe("the log's line", () => {
  it("says who asked for what, and why it was let in or refused", () => {
    expect(lineOf(RECORD)).toBe(
      "2026-09-21T14:13:20.000Z REFUSED system:serviceaccount:shop:orders of https://a.example.com → arn:aws:iam::111122223333:role/orders (AWS STS AssumeRoleWithWebIdentity) AccessDenied: the subject is another",
    );
  });

  it("tells what is open from what is refused, and names no code of who is let in", () => {
    const { code: _code, asker: _asker, ...rest } = RECORD;
    expect(lineOf({ ...rest, verdict: "allow", why: "all is well" })).toMatch(
      /Z LET IN somebody → .*AssumeRoleWithWebIdentity\): all is well$/,
    );
    expect(lineOf({ ...RECORD, verdict: "undetermined" })).toContain("Z REFUSED (undetermined) system:");
  });

  it("shows what is unknown as Terraform writes it", () => {
    expect(lineOf({ ...RECORD, why: `it is ${hole("a.b.c")}` })).toMatch(/it is \$\{a\.b\.c\}$/);
  });

  it("stays one line, whatever a stranger's token says", () => {
    const subject = "a\n2026 LET IN\r\u001b[2K\u202eb\u2028";
    expect(lineOf({ ...RECORD, asker: { issuer: "i", subject, audience: "" } })).toContain(" a?2026 LET IN??[2K?b? of i ");
  });
});
