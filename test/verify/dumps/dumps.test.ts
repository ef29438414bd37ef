// What the clouds' own command lines print, against the same account as Terraform.
import { decide, diff, findings, type Input, type Model, readModel } from "../../../lib/verify";
import { DUMPS, HOST, POLICIES, ROLE, ROLE_ARN, SUBJECT, TERRAFORM, TRUST } from "./account";

const OPTIONS = { complete: true, googleProjectNumbers: { acme: "123456789012" } };
const NOW = 1_767_225_600;
const AUDIENCES: Readonly<Record<string, string>> = {
  aws: "sts.amazonaws.com",
  google: "vault",
  azure: "api://AzureADTokenExchange",
};

const live = (changed: Readonly<Record<string, unknown>> = {}): Model => {
  const files = Object.entries({ ...DUMPS, ...changed });
  return readModel(
    files.map(([name, json]): Input => ({ name, json: JSON.stringify(json) })),
    OPTIONS,
  );
};
const written = (): Model => readModel([{ name: "main.tf.json", json: TERRAFORM }], { ...OPTIONS, awsAccounts: "111122223333" });

/** What a token gets of each identity. */
function asked(model: Model, claims: object = {}): string[] {
  return model.identities.map(({ cloud, address }) => {
    const aud = AUDIENCES[cloud] ?? "";
    const token = { iss: `https://${HOST}`, sub: SUBJECT, aud, iat: NOW - 60, exp: NOW + 3600, ...claims };
    return decide(model, { token, now: NOW, request: { type: "become", identity: address } }).verdict;
  });
}

describe("dumps of accounts", () => {
  it("are read without problems, and place each thing in the file that tells it", () => {
    const { configuration, identities } = live();
    expect([configuration.problems, configuration.unread]).toEqual([[], []]);
    expect(identities.map(({ address, place }) => [address, place.file])).toEqual([
      ["aws_iam_role.orders", "live/account.json"],
      ["google_service_account.orders_acme_iam_gserviceaccount_com", "live/accounts.json"],
      ["azurerm_user_assigned_identity.orders", "live/identities.json"],
    ]);
  });

  it("let in the workload, and no other namespace, cluster, audience or name that begins alike", () => {
    expect(asked(live())).toEqual(["allow", "allow", "allow"]);
    for (const stranger of [
      { sub: "system:serviceaccount:shop2:orders" },
      { sub: `${SUBJECT}-evil` },
      { iss: `https://${HOST}F` },
      { iss: "https://evil.example" },
      { aud: "other" },
    ]) {
      expect({ stranger, said: asked(live(), stranger) }).toEqual({ stranger, said: ["deny", "deny", "deny"] });
    }
  });

  it("say what the same Terraform says", () => {
    const pairs = [
      [written(), live()],
      [live(), written()],
    ] as const;
    for (const [before, after] of pairs) {
      const { trust, otherWays, unread, identities, permissions } = diff(before, after);
      expect({ trust, otherWays, unread, permissions, added: identities.added, removed: identities.removed }).toEqual({
        trust: [],
        otherWays: [],
        unread: [],
        permissions: [],
        added: [],
        removed: [],
      });
    }
  });

  it("show what the cloud trusts and the files do not say", () => {
    const open = JSON.stringify(TRUST).replace("StringEquals", "StringLike").replace(SUBJECT, "system:serviceaccount:*:*");
    const backdoor = { RoleName: "backdoor", Arn: `${ROLE_ARN}-2`, AssumeRolePolicyDocument: JSON.parse(open) as unknown };
    const account = { RoleDetailList: [ROLE, backdoor], Policies: POLICIES };
    const { wider, identities } = diff(written(), live({ "live/account.json": account }));
    expect([wider, identities.added.map(({ label }) => label)]).toEqual([true, ["backdoor"]]);
  });

  it("of an association without its description leave unknown whose role it is", () => {
    const pods = {
      Effect: "Allow",
      Principal: { Service: "pods.eks.amazonaws.com" },
      Action: ["sts:AssumeRole", "sts:TagSession"],
    };
    const role = { ...ROLE, AssumeRolePolicyDocument: { ...TRUST, Statement: [...TRUST.Statement, pods] } };
    const account = { "live/account.json": { RoleDetailList: [role], Policies: POLICIES } };
    const association = { clusterName: "eu", namespace: "shop", serviceAccount: "evil", associationId: "a-1" };
    const list = { "live/associations.json": { associations: [association] } };
    const described = (roleArn: string) => ({ "live/association.json": { association: { ...association, roleArn } } });
    const claims = { sub: "system:serviceaccount:shop:evil" };
    const said = (...dumps: object[]) => asked(live(Object.assign({}, account, ...dumps) as Record<string, unknown>), claims)[0];
    expect(said()).toBe("deny");
    expect(said(list)).toBe("undetermined");
    expect(said(list, described(ROLE_ARN))).toBe("undetermined");
    expect(said(list, described(`${ROLE_ARN}-2`))).toBe("deny");
  });

  it("that do not tell what they are of are said, and what they hold is unread", () => {
    const { problems, unread } = live({ "live/policy.json": { bindings: [], etag: "BwY" } }).configuration;
    expect(problems.map(({ place, cure }) => [place.file, cure])).toEqual([
      ["live/policy.json", "give what `gcloud asset search-all-iam-policies --format=json` prints: it names the resources"],
    ]);
    expect(unread.map(({ what }) => what)).toEqual(["the file live/policy.json"]);
  });

  it("of several accounts in one folder are unread: whose a provider's client ids are, its dump does not tell", () => {
    const other = { OpenIDConnectProviderList: [{ Arn: `arn:aws:iam::222222222222:oidc-provider/${HOST}` }] };
    const { configuration, identities } = live({ "live/other.json": other });
    expect([configuration.problems[0]?.what, configuration.unread.length > 0, identities]).toEqual([
      "the dumps of live are of several accounts (111122223333, 222222222222), and nothing of them is read",
      true,
      [],
    ]);
    const apart = live({ "other/providers.json": other });
    expect([apart.configuration.problems, apart.identities.map(({ address }) => address)[0]]).toEqual([
      [],
      "live/aws_iam_role.orders",
    ]);
  });

  it("that tell two things by one name lose neither", () => {
    const policies = structuredClone(DUMPS["live/policies.json"]) as { policy: { bindings: object[] } }[];
    const [first] = policies;
    const binding = (subject: string) => ({
      role: "roles/iam.workloadIdentityUser",
      members: [
        `principal://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/eu/subject/${subject}`,
      ],
    });
    first?.policy.bindings.push(binding("system:serviceaccount:shop:evil"));
    const model = live({ "live/policies.json": policies });
    expect(asked(model)).toEqual(["allow", "allow", "allow"]);
    expect(asked(model, { sub: "system:serviceaccount:shop:evil" })).toEqual(["deny", "allow", "deny"]);
  });

  it("that are one page of several are read, and the others are unread", () => {
    const { configuration, identities } = live({ "live/associations.json": { associations: [], nextToken: "x" } });
    expect([configuration.problems.map(({ what }) => what), configuration.unread.length, identities.length]).toEqual([
      ["this is the first page of several: what is on the others is unread"],
      1,
      3,
    ]);
  });

  it("of ServiceAccounts meet the roles that their annotations name", () => {
    const annotations = { "eks.amazonaws.com/role-arn": ROLE_ARN };
    const items = [{ apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "other", namespace: "shop", annotations } }];
    const found = findings(live({ "live/kubernetes.json": { apiVersion: "v1", kind: "List", items } }));
    expect(found.filter(({ id }) => id.startsWith("kubernetes")).map(({ id, place }) => [id, place.file])).toEqual([
      ["kubernetes-identity-does-not-trust", "live/kubernetes.json"],
    ]);
  });

  it("that hold marks of unknown values are refused", () => {
    const roles = [{ RoleName: "\uE000x\uE001", Arn: ROLE_ARN, AssumeRolePolicyDocument: TRUST }];
    const { configuration } = readModel([{ name: "live/a.json", json: { RoleDetailList: roles } }]);
    expect([configuration.problems.length > 0, configuration.resources]).toEqual([true, []]);
  });
});
