import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { type Lab, type LabRecord, startLab } from "../../lib/lab";
import { assume, element, post, told, tokenOf } from "./asking";
import { ACCOUNT, EU, ROLE, STACK, SUBJECT } from "./stack";

let lab: Lab;
let now = 1_790_000_000;
let log: LabRecord[] = [];

beforeAll(async () => {
  lab = await startLab({
    inputs: [{ name: "s.tf.json", json: STACK }],
    now: () => now,
    onDecision: (record) => log.push(record),
  });
});
afterAll(() => lab.close());
beforeEach(() => (log = []));

const code = async (asked: ReturnType<typeof assume>): Promise<string> => {
  const answer = await asked;
  return `${answer.status} ${element("Type", answer)} ${element("Code", answer)}`;
};

describe("AssumeRoleWithWebIdentity", () => {
  it("answers a session of the role, its subject, audience and provider, and credentials that expire", async () => {
    const answer = await assume(lab, await tokenOf(lab), { DurationSeconds: "900" });
    const names = ["SubjectFromWebIdentityToken", "Audience", "Arn", "Provider", "Expiration"];
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(names.map((name) => [name, element(name, answer)]))).toEqual({
      SubjectFromWebIdentityToken: SUBJECT,
      Audience: "sts.amazonaws.com",
      Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/orders/orders`,
      Provider: EU.replace("https://", ""),
      Expiration: "2026-09-21T14:28:20Z",
    });
    expect(element("AccessKeyId", answer)).toMatch(/^ASIALAB[A-Z2-7]{13}$/);
    expect(element("SecretAccessKey", answer)).toHaveLength(40);
    expect(element("AssumedRoleId", answer)).toMatch(/^AROA[A-Z2-7]{17}:orders$/);
  });

  it("tells who asked for what and why it was let in, without the token", async () => {
    const token = await tokenOf(lab);
    await assume(lab, token);
    expect(log.map(({ why, checks, ...record }) => ({ ...record, names: checks.map(({ name }) => name) }))).toEqual([
      {
        time: "2026-09-21T14:13:20.000Z",
        service: "AWS STS",
        action: "AssumeRoleWithWebIdentity",
        wanted: ROLE,
        verdict: "allow",
        asker: { issuer: EU, subject: SUBJECT, audience: "sts.amazonaws.com" },
        names: ["issuer", "expired", "audience", "principal", "action", "condition", "explicit-deny"],
      },
    ]);
    expect(JSON.stringify(log)).not.toContain(token.slice(-40));
  });

  it("takes GET as well as POST", async () => {
    const url = new URL(lab.urls.awsSts);
    const query = {
      Action: "AssumeRoleWithWebIdentity",
      RoleArn: ROLE,
      RoleSessionName: "by-get",
      WebIdentityToken: await tokenOf(lab),
    };
    url.search = new URLSearchParams(query).toString();
    expect(element("Arn", await told(await fetch(url)))).toBe(`arn:aws:sts::${ACCOUNT}:assumed-role/orders/by-get`);
  });

  it.each([
    [{ RoleArn: "orders" }, "400 Sender ValidationError"],
    [{ RoleArn: "aws_iam_role.orders.arn.of.terraform" }, "400 Sender ValidationError"],
    [{ RoleArn: `arn:aws:iam::${ACCOUNT}:role/nobody` }, "403 Sender AccessDenied"],
    [{ RoleArn: "arn:aws:iam::999999999999:role/orders" }, "403 Sender AccessDenied"],
    [{ RoleSessionName: "a" }, "400 Sender ValidationError"],
    [{ RoleSessionName: "a b" }, "400 Sender ValidationError"],
    [{ RoleSessionName: "a".repeat(65) }, "400 Sender ValidationError"],
    [{ DurationSeconds: "899" }, "400 Sender ValidationError"],
    [{ DurationSeconds: "43201" }, "400 Sender ValidationError"],
    [{ DurationSeconds: "3601" }, "400 Sender ValidationError"],
    [{ DurationSeconds: "an hour" }, "400 Sender ValidationError"],
    [{ WebIdentityToken: "abc" }, "400 Sender ValidationError"],
    [{ WebIdentityToken: "not.a.token" }, "400 Sender InvalidIdentityToken"],
    [{ Action: "AssumeRole" }, "400 Sender InvalidAction"],
    [{ Action: "" }, "400 Sender MissingAction"],
  ])("refuses %j with %s", async (changes, expected) => {
    expect(await code(assume(lab, await tokenOf(lab), changes))).toBe(expected);
  });

  it("refuses a token that is longer than AWS takes", async () => {
    expect(await code(assume(lab, "x".repeat(20_001)))).toBe("400 Sender ValidationError");
  });

  it("lets a role's own longest session through, and no longer one", async () => {
    const RoleArn = ROLE.replace("orders", "long");
    const token = await tokenOf(lab);
    expect((await assume(lab, token, { RoleArn, DurationSeconds: "7200" })).status).toBe(200);
    expect(await code(assume(lab, token, { RoleArn, DurationSeconds: "7201" }))).toBe("400 Sender ValidationError");
  });

  it("refuses what the rules leave open, and says that it is open", async () => {
    const answer = await assume(lab, await tokenOf(lab), { RoleArn: ROLE.replace("orders", "open") });
    expect([answer.status, element("Code", answer)]).toEqual([403, "AccessDenied"]);
    expect(element("Message", answer)).toMatch(/^Undetermined: /);
    expect(log.map(({ verdict, code: logged }) => [verdict, logged])).toEqual([["undetermined", "AccessDenied"]]);
  });

  it("refuses a token of an issuer that the account does not trust as such, even if nobody knows its keys", async () => {
    const stranger = await startLab({ inputs: [] });
    const issuer = await stranger.issuer("https://stranger.example.com");
    const token = await issuer.token({ sub: SUBJECT, aud: "sts.amazonaws.com", exp: now + 600, iat: now });
    await stranger.close();
    const answer = await assume(lab, token);
    expect(element("Message", answer)).toBe("No OpenIDConnect provider found in your account for https://stranger.example.com");
  });

  it("refuses a token that was changed after it was signed", async () => {
    const [header, claims = "", signature] = (await tokenOf(lab, { serviceAccount: "payments" })).split(".");
    const changed = Buffer.from(Buffer.from(claims, "base64url").toString().replaceAll("payments", "orders")).toString(
      "base64url",
    );
    expect(await code(assume(lab, [header, changed, signature].join(".")))).toBe("400 Sender InvalidIdentityToken");
  });

  it.each([
    ["none", {}],
    ["HS256", {}],
    ["RS256", { kid: "another" }],
    ["RS256", { kid: 7 }],
  ])("refuses a token whose header says %s and %j", async (alg, changes) => {
    const [header = "", ...rest] = (await tokenOf(lab)).split(".");
    const told = JSON.parse(Buffer.from(header, "base64url").toString()) as object;
    const changed = Buffer.from(JSON.stringify({ ...told, alg, ...changes })).toString("base64url");
    expect(await code(assume(lab, [changed, ...rest].join(".")))).toBe("400 Sender InvalidIdentityToken");
  });
});

describe("GetCallerIdentity", () => {
  const errorOf = (asked: Promise<unknown>): Promise<string> =>
    asked.then(
      () => "none",
      (error: unknown) => (error as Error).name,
    );

  const identity = async (credentials: {
    accessKeyId: string;
    secretAccessKey: string;
    sessionToken: string;
  }): Promise<unknown> => {
    const client = new STSClient({ endpoint: lab.urls.awsSts, region: "eu-west-1", credentials, maxAttempts: 1 });
    const { Arn, Account, UserId } = await client.send(new GetCallerIdentityCommand({}));
    return { Arn, Account, UserId };
  };
  const session = async () => {
    const answer = await assume(lab, await tokenOf(lab));
    return {
      accessKeyId: element("AccessKeyId", answer)!,
      secretAccessKey: element("SecretAccessKey", answer)!,
      sessionToken: element("SessionToken", answer)!,
    };
  };
  const real = Date.now;
  beforeAll(() => {
    // The SDK signs with the clock's time.
    Date.now = () => now * 1000;
    now = Math.floor(real() / 1000);
  });
  afterAll(() => (Date.now = real));

  it("answers who the session is", async () => {
    expect(await identity(await session())).toEqual({
      Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/orders/orders`,
      Account: ACCOUNT,
      UserId: expect.stringMatching(/^AROA[A-Z2-7]{17}:orders$/),
    });
  });

  it("checks the signature", async () => {
    const credentials = { ...(await session()), secretAccessKey: "x".repeat(40) };
    expect(await errorOf(identity(credentials))).toBe("SignatureDoesNotMatch");
  });

  it("takes no session token but its own, with its own key id", async () => {
    const credentials = await session();
    const other = await session();
    expect(await errorOf(identity({ ...credentials, sessionToken: "forged.token" }))).toBe("InvalidClientTokenId");
    expect(await errorOf(identity({ ...credentials, accessKeyId: other.accessKeyId }))).toBe("InvalidClientTokenId");
  });

  it("ends with the session", async () => {
    const credentials = await session();
    now += 3600;
    expect(await errorOf(identity(credentials))).toBe("ExpiredToken");
  });

  it("wants a signature", async () => {
    const answer = await post(lab.urls.awsSts, { Action: "GetCallerIdentity" });
    expect([answer.status, element("Code", answer)]).toEqual([400, "MissingAuthenticationToken"]);
  });
});
