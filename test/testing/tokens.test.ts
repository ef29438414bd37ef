// The token builders write what the issuers write, and their claims say one thing.
import { githubToken, gitlabToken, hcpTerraformToken, kubernetesToken, podIdentity, TEST_TIME } from "../../lib/testing";

const AT = { iat: TEST_TIME, nbf: TEST_TIME, exp: TEST_TIME + 3600 };

describe("a token of a cluster", () => {
  const given = {
    issuer: "https://oidc.example.com",
    namespace: "shop",
    serviceAccount: "orders",
    audience: "sts.amazonaws.com",
  };

  it("has the claims of the API server, with a list of one audience", () => {
    expect(kubernetesToken({ ...given, node: { name: "n" }, pod: { name: "p", uid: "u" } })).toEqual({
      ...AT,
      iss: "https://oidc.example.com",
      sub: "system:serviceaccount:shop:orders",
      aud: ["sts.amazonaws.com"],
      jti: "aed34954-b33a-4142-b1ec-389d6bbb4936",
      "kubernetes.io": {
        namespace: "shop",
        node: { name: "n", uid: "646e7c5e-32d6-4d42-9dbd-e504e6cbe6b1" },
        pod: { name: "p", uid: "u" },
        serviceaccount: { name: "orders", uid: "14ee3fa4-a7e2-420f-9f9a-dbc4507c3798" },
      },
    });
  });

  it("is issued when it is said, for as long as it is said, with claims added, replaced and taken away", () => {
    const token = kubernetesToken({ ...given, now: 100, lifetimeSeconds: 10, claims: { sub: "x", jti: undefined, extra: 1 } });
    expect([token.iat, token.nbf, token.exp, token.sub, token["extra"], "jti" in token]).toEqual([100, 100, 110, "x", 1, false]);
  });

  it("is the same in every run", () => {
    expect(kubernetesToken(given)).toEqual(kubernetesToken(given));
    expect(TEST_TIME).toBe(Date.parse("2026-01-01T00:00:00Z") / 1000);
  });
});

describe("a token of GitHub", () => {
  const given = { repository: "acme/api", audience: "sts.amazonaws.com" };

  it.each([
    [{}, "repo:acme/api:ref:refs/heads/main"],
    [{ ref: "refs/tags/v1" }, "repo:acme/api:ref:refs/tags/v1"],
    [{ pullRequest: true }, "repo:acme/api:pull_request"],
    [{ environment: "eu:prod" }, "repo:acme/api:environment:eu%3Aprod"],
    [{ environment: "prod", pullRequest: true }, "repo:acme/api:environment:prod"],
    [{ immutableSubject: true }, "repo:acme@65/api@74:ref:refs/heads/main"],
    [{ immutableSubject: true, ownerId: "1", repositoryId: "2", environment: "e" }, "repo:acme@1/api@2:environment:e"],
  ])("of %j has the subject %s", (options, sub) => {
    expect(githubToken({ ...given, ...options }).sub).toBe(sub);
  });

  it("says the same in all claims", () => {
    const token = githubToken({ ...given, environment: "eu:prod", ref: "refs/tags/v1", ownerId: "1", repositoryId: "2" });
    const { environment, ref, ref_type, repository, repository_owner, repository_owner_id, repository_id, iss, aud } = token;
    expect({ environment, ref, ref_type, repository, repository_owner, repository_owner_id, repository_id, iss, aud }).toEqual({
      environment: "eu:prod",
      ref: "refs/tags/v1",
      ref_type: "tag",
      repository: "acme/api",
      repository_owner: "acme",
      repository_owner_id: "1",
      repository_id: "2",
      iss: "https://token.actions.githubusercontent.com",
      aud: "sts.amazonaws.com",
    });
    const request = githubToken({ ...given, pullRequest: true });
    expect([request["event_name"], request["ref"], request["head_ref"]]).toEqual([
      "pull_request",
      "refs/pull/1/merge",
      "feature",
    ]);
  });
});

describe("a token of GitLab", () => {
  it.each([
    [{}, "project_path:acme/platform/api:ref_type:branch:ref:main"],
    [{ ref: "v1", refType: "tag" as const }, "project_path:acme/platform/api:ref_type:tag:ref:v1"],
    [{ subjectByProjectId: true }, "project_id:20:ref_type:branch:ref:main"],
  ])("of %j has the subject %s", (options, sub) => {
    expect(gitlabToken({ project: "acme/platform/api", audience: "x", ...options }).sub).toBe(sub);
  });

  it("has texts for ids and booleans, and says the same in all claims", () => {
    const { namespace_path, project_id, ref_protected, ref_path, ci_config_ref_uri } = gitlabToken({
      project: "acme/platform/api",
      audience: "x",
      projectId: "7",
      refProtected: false,
      issuer: "https://gitlab.example.com",
    });
    expect({ namespace_path, project_id, ref_protected, ref_path, ci_config_ref_uri }).toEqual({
      namespace_path: "acme/platform",
      project_id: "7",
      ref_protected: "false",
      ref_path: "refs/heads/main",
      ci_config_ref_uri: "gitlab.example.com/acme/platform/api//.gitlab-ci.yml@refs/heads/main",
    });
  });
});

describe("a token of HCP Terraform", () => {
  it("names organization, project, workspace and phase, in the subject as in the claims", () => {
    const token = hcpTerraformToken({
      organization: "acme",
      workspace: "net",
      runPhase: "plan",
      audience: "aws.workload.identity",
    });
    const { sub, terraform_full_workspace, terraform_run_phase, terraform_project_name } = token;
    expect({ sub, terraform_full_workspace, terraform_run_phase, terraform_project_name }).toEqual({
      sub: "organization:acme:project:Default Project:workspace:net:run_phase:plan",
      terraform_full_workspace: "organization:acme:project:Default Project:workspace:net",
      terraform_run_phase: "plan",
      terraform_project_name: "Default Project",
    });
  });
});

describe("a pod of EKS Pod Identity", () => {
  it("comes with the tags that EKS sends, from the account of its cluster", () => {
    const clusterArn = "arn:aws:eks:eu-west-1:111122223333:cluster/eu";
    expect(podIdentity({ clusterArn, namespace: "shop", serviceAccount: "orders", podName: "p", podUid: "u" })).toEqual({
      type: "EksPodIdentity",
      sourceArn: clusterArn,
      sourceAccount: "111122223333",
      sessionTags: {
        "eks-cluster-arn": clusterArn,
        "eks-cluster-name": "eu",
        "kubernetes-namespace": "shop",
        "kubernetes-service-account": "orders",
        "kubernetes-pod-name": "p",
        "kubernetes-pod-uid": "u",
      },
    });
  });
});
