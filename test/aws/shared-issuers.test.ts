import { Issuer, Subject } from "../../lib";
import { AwsTrust, conditionKeysOf, type TrustPolicy } from "../../lib/aws";
import { only, World } from "../world";

const GITHUB = "https://token.actions.githubusercontent.com";

/** The conditions of a role that trusts these subjects of an issuer. */
function conditions(url: string, ...subjects: readonly Subject[]) {
  return conditionsOf(new Issuer({ name: "ci", url }), ...subjects);
}

function conditionsOf(issuer: Issuer, ...subjects: readonly Subject[]) {
  const world = new World();
  const sources = subjects.map((subject) => ({ issuer, subject }));
  new AwsTrust(world, "aws", { issuers: [issuer] }).role().federate(world, "role", sources);
  const { Statement } = JSON.parse(only(world.synth(), "aws_iam_role")["assume_role_policy"] as string) as TrustPolicy;
  return Statement.map(({ Condition }) => Condition);
}

describe("a role for an issuer that many organizations share", () => {
  const fine: readonly (readonly [url: string, pattern: string])[] = [
    [GITHUB, "repo:acme/*"],
    [GITHUB, "repo:acme@65/shop@74:*"],
    [GITHUB, "repository_owner_id:65:*"],
    ["https://gitlab.com", "project_path:acme/*:ref_type:branch:ref:main"],
    ["https://gitlab.com", "project_id:20:*"],
    ["https://app.terraform.io", "organization:acme:project:*:workspace:shop:run_phase:apply"],
    ["https://agent.buildkite.com", "organization:acme:pipeline:shop:ref:refs/heads/main:commit:*:step:*"],
    ["https://oidc.codefresh.io", "account:65:pipeline:*"],
    ["https://scalr.io", "account:acme:environment:*"],
    ["https://proidc.upbound.io", "mcp:acme/*:provider:provider-aws"],
    ["https://studio.datachain.ai/api", "credentials:acme/*"],
    ["https://oidc.vercel.com", "owner:acme:*"],
  ];
  it.each(fine)("takes %s %s, which one organization alone can be", (url, pattern) => {
    const host = url.slice("https://".length);
    expect(conditions(url, Subject.matching(pattern))).toEqual([
      { StringLike: { [`${host}:sub`]: pattern }, StringEquals: { [`${host}:aud`]: "sts.amazonaws.com" } },
    ]);
  });

  it("takes any subject when a claim names the organization", () => {
    const claims = { repository_owner_id: "65" };
    expect(conditions(GITHUB, Subject.matching("repo:*", { claims }))).toEqual([
      {
        StringLike: { "token.actions.githubusercontent.com:sub": "repo:*" },
        StringEquals: {
          "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
          "token.actions.githubusercontent.com:repository_owner_id": "65",
        },
      },
    ]);
  });

  it("compares the claims of the issuer that AWS has keys for, which name the organization for every subject", () => {
    const host = "token.actions.githubusercontent.com";
    const others = { [`${host}:aud`]: "sts.amazonaws.com", [`${host}:repository_owner_id`]: "65" };
    // Another cloud states event_name; AWS has no key for it.
    const claims = { repository_owner_id: "65", event_name: "push" };
    const issuer = new Issuer({ name: "ci", url: GITHUB, claims });
    const [main, job] = ["repo:acme/api:ref:refs/heads/main", "environment:prod"];
    expect(
      conditionsOf(
        issuer,
        Subject.exactly(main),
        Subject.exactly(job, { claims: { repository_owner_id: "65" } }),
        Subject.matching("repo:*"),
      ),
    ).toEqual([
      { StringEquals: { [`${host}:sub`]: [main, job], ...others } },
      { StringLike: { [`${host}:sub`]: "repo:*" }, StringEquals: others },
    ]);
  });

  it("leaves the claims of an issuer out that AWS has no keys for at all", () => {
    const url = "https://ghes.example.com/_services/token";
    const issuer = new Issuer({ name: "ci", url, claims: { repository_owner_id: "65" } });
    expect(conditionsOf(issuer, Subject.exactly("repo:acme/api:pull_request"))).toEqual(
      conditions(url, Subject.exactly("repo:acme/api:pull_request")),
    );
  });

  it("takes the UUID that Buildkite puts into a subject when asked", () => {
    const uuid = "0185cbc7-2fdc-4b3f-8d5f-0123456789ab";
    expect(conditions("https://agent.buildkite.com", Subject.exactly(uuid))).toHaveLength(1);
  });
});

describe("a role for an issuer of one organization", () => {
  it("takes the patterns that its user means", () => {
    for (const url of [
      "https://gitlab.example.com",
      `${GITHUB}/acme`,
      "https://ghes.example.com/_services/token",
      "https://constructor",
    ]) {
      expect(conditions(url, Subject.matching("repo:*"))).toHaveLength(1);
    }
  });
});

describe("condition keys", () => {
  it("are known for the issuers that AWS has them for, and for no others", () => {
    const withKeys = [
      "token.actions.githubusercontent.com",
      "token.actions.githubusercontent.com/acme",
      "token.actions.acme.ghe.com",
      "gitlab.com",
      "oidc.circleci.com/org/2a3b",
      "agent.buildkite.com",
    ];
    const without = [
      "token.actions.githubusercontent.com/acme/more",
      "token.actions.ghe.com",
      "token-actions.acme.ghe.com",
      "gitlab.com/",
      "gitlab.example.com",
      "oidc.circleci.com/org/",
      "oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF",
    ];
    expect([...withKeys, ...without].filter((issuer) => conditionKeysOf(issuer).length > 0)).toEqual(withKeys);
  });
});
