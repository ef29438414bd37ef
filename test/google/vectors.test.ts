import { Subject } from "../../lib";
import { refusal, resources, World } from "../world";
import { AUDIENCE, cluster, EXPRESSED, github, KIND, pool, SUBJECT, trust } from "./vectors";

const OUT_OF_SCOPE: Readonly<Record<string, string>> = {
  "condition-in-google-groups":
    "groups come with identity providers of people: no token of a workload carries them, and none is mapped",
  "mapping-concatenation":
    "google.subject holds the subject, or in a shared pool the issuer's name before it: never the audience",
  "gh-long-repo-name-exceeds-127": "a whole pool is never a member, and a provider for GitHub without a condition is refused",
  "binding-subject-wildcard-is-literal": "Subject.exactly refuses a wildcard, and no member is made of Subject.matching",
  "binding-whole-pool": "a whole pool is never a member",
};

describe("trust of the collection", () => {
  it.each(Object.entries(EXPRESSED).map(([name, [build, expected]]) => ({ name, build, expected })))(
    "$name",
    ({ build, expected }) => {
      const world = new World();
      const built = build(world);
      const terraform = world.synth();
      const { provider } = expected;
      expect(
        resources(terraform, "google_iam_workload_identity_pool").map(({ project, workload_identity_pool_id }) => [
          project,
          workload_identity_pool_id,
        ]),
      ).toEqual(provider === undefined ? [] : [["my-project", "my-pool"]]);
      expect(
        resources(terraform, "google_iam_workload_identity_pool_provider").map(
          ({ display_name: _name, depends_on: _on, ...rest }) => rest,
        ),
      ).toEqual(
        provider === undefined
          ? []
          : [
              {
                project: "my-project",
                workload_identity_pool_id: "my-pool",
                workload_identity_pool_provider_id: "my-provider",
                attribute_mapping: provider.mapping ?? SUBJECT,
                attribute_condition: provider.condition ?? KIND,
                oidc: { issuer_uri: provider.issuer, allowed_audiences: [provider.audience ?? AUDIENCE] },
                ...(provider.disabled === undefined ? {} : { disabled: provider.disabled }),
              },
            ],
      );
      const bindings = ["google_service_account_iam_member", "google_project_iam_member"].flatMap((type) =>
        resources(terraform, type),
      );
      expect(bindings.map(({ role, member }) => [role, member])).toEqual(expected.bindings ?? []);
      if (expected.member !== undefined) expect(built).toBe(expected.member);
    },
  );

  it("is out of scope only for a reason", () => {
    expect(Object.keys(EXPRESSED).filter((name) => name in OUT_OF_SCOPE)).toEqual([]);
    expect(Object.keys(EXPRESSED).length + Object.keys(OUT_OF_SCOPE).length).toBe(29);
    expect(refusal(() => Subject.exactly("system:serviceaccount:backend:*")).code).toBe("SUBJECT_INVALID");
    expect(refusal(() => pool(github())(new World())).code).toBe("ATTRIBUTE_CONDITION_MISSING");
  });

  it("is refused early where an exchange or a write would fail", () => {
    const long = Subject.exactly(`repo:octo-org/${"r".repeat(100)}:ref:refs/heads/feature-branch`);
    const issuer = github({ repository_owner: "octo-org" });
    const build = (world: World) =>
      trust(world, issuer)
        .principal()
        .federate(world, "app", [{ issuer, subject: long }]);
    expect(refusal(() => build(new World())).code).toBe("GOOGLE_SUBJECT_TOO_LONG");
    const upperCase = pool(cluster, { attributes: { Namespace: "assertion.ns" } });
    expect(refusal(() => upperCase(new World())).code).toBe("CONDITION_INVALID");
    // "mapping-without-google-subject" and "eleven-allowed-audiences" cannot be said: the one is always mapped, the other is one text.
  });
});
