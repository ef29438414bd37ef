// Whatever the names: different jobs never share a subject, subjects read back, and no wildcard comes in unasked.
import fc from "fast-check";
import {
  Bitbucket,
  Buildkite,
  CircleCi,
  FederationError,
  GitHub,
  GitHubActions,
  GitLab,
  HcpTerraform,
  SpiffeTrustDomain,
  withClaims,
  type PipelineSubject,
} from "../../lib";

// Few letters, with every separator and wildcard, so that near twins come up often.
const word = fc.string({
  unit: fc.constantFrom("a", "b", "-", "_", ".", "/", ":", "@", "%3A", "*", "?", " ", "1", "$", "{"),
  minLength: 1,
  maxLength: 8,
});
const name = fc.stringMatching(/^[ab1]([-ab1]{0,3}[ab1])?$/);
const either = fc.oneof(word, name);
const repository = fc.oneof(
  fc.tuple(name, name).map((parts) => parts.join("/")),
  word,
);
const ids = fc.record({ ownerId: fc.constantFrom("1", "11"), repositoryId: fc.constantFrom("1", "11") });
const uuid = fc.constantFrom("76543210-ba98-fedc-3210-edcba0987654", "aaaa1111-bbbb-2222-cccc-333344445555", "*", "{}");

const gitlab = new GitLab();
const terraform = new HcpTerraform({ organization: "acme" });
const spiffe = new SpiffeTrustDomain({ trustDomain: "example.org", issuerUrl: "https://spiffe.example.org" });

type Call = readonly [method: string, ...parts: readonly string[]];

/** Every exact method of every source, by name. */
const EXACT: Readonly<Record<string, (...parts: string[]) => PipelineSubject>> = {
  branch: (a = "", b = "") => GitHub.branch(a, b),
  tag: (a = "", b = "") => GitHub.tag(a, b),
  environment: (a = "", b = "") => GitHub.environment(a, b),
  pullRequest: (a = "") => GitHub.pullRequest(a),
  gitlabBranch: (a = "", b = "") => gitlab.branch(a, b),
  gitlabTag: (a = "", b = "") => gitlab.tag(a, b),
  gitlabProject: (a = "", b = "") => gitlab.branch({ projectId: a }, b),
  plan: (a = "", b = "") => terraform.plan(a, b),
  apply: (a = "", b = "") => terraform.apply(a, b),
  spiffe: (a = "") => spiffe.workload(`/${a}`),
  buildkite: (a = "") => new Buildkite({ organization: "acme" }).pipelineId(a),
  circleci: (a = "", b = "") => new CircleCi({ organizationId: "76543210-ba98-fedc-3210-edcba0987654" }).user(a, b),
};

const ONE_PART = ["pullRequest", "spiffe", "buildkite"];

const call = fc
  .tuple(fc.constantFrom(...Object.keys(EXACT)), fc.oneof(repository, either, uuid), fc.oneof(either, uuid))
  .map(([method, first, second]): Call => (ONE_PART.includes(method) ? [method, first] : [method, first, second]));

/** The subjects with their issuer, or nothing where a part was refused. */
function subjectsOf([method, ...parts]: Call): readonly string[] {
  try {
    const { issuer, subjects } = EXACT[method]!(...parts);
    return subjects.map(({ kind, text }) => `${kind} ${issuer.url} ${text}`);
  } catch {
    return [];
  }
}

describe("subjects of different jobs", () => {
  it("are never the same", () => {
    let taken = 0;
    fc.assert(
      fc.property(call, call, (one, other) => {
        fc.pre(JSON.stringify(one) !== JSON.stringify(other));
        const [first, second] = [subjectsOf(one), subjectsOf(other)];
        if (first.length > 0 && second.length > 0) taken += 1;
        expect(first.filter((subject) => second.includes(subject))).toEqual([]);
      }),
      { numRuns: 5000 },
    );
    expect(taken).toBeGreaterThan(50);
  });

  it("are never the same with ids, classic or immutable", () => {
    const job = fc.record({ owner: name, repo: name, environment: either, ids });
    fc.assert(
      fc.property(job, job, (one, other) => {
        const texts = (given: typeof one) => {
          try {
            return GitHub.environment(`${given.owner}/${given.repo}`, given.environment, given.ids).subjects.map(
              ({ text }) => text,
            );
          } catch {
            return undefined;
          }
        };
        const [first, second] = [texts(one), texts(other)];
        fc.pre(first !== undefined && second !== undefined);
        const named = ({ owner, repo, environment }: typeof one) => JSON.stringify([owner, repo, environment]);
        expect(first[0] === second[0]).toBe(named(one) === named(other));
        expect(first[1] === second[1]).toBe(JSON.stringify(one) === JSON.stringify(other));
        expect(first[0]).not.toBe(second[1]);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("a value that is not set", () => {
  const uuids = { one: "76543210-ba98-fedc-3210-edcba0987654" };
  /** Every method and constructor, of any source, with parts that may be unset. */
  const WAYS: readonly ((parts: readonly never[]) => PipelineSubject)[] = [
    ([a, b]) => gitlab.tag(a!, b!),
    ([a, b]) => gitlab.branch({ projectId: a! }, b!),
    ([a, b]) => terraform.plan(a!, b!),
    ([a]) => spiffe.workload(a!),
    ([a]) => new Buildkite({ organization: "acme" }).pipelineId(a!),
    ([a, b, c]) => new CircleCi({ organizationId: a! }).user(b!, c!),
    ([a, b, c, d]) => GitHub.environment(a!, b!, { ownerId: c!, repositoryId: d! }),
    ([a, b, c, d]) => new GitHubActions({ ownerId: c! }).branch(a!, b!, { ownerId: c!, repositoryId: d!, immutableOnly: true }),
    ([a, b]) => GitHub.repositoryMatching(a!, b!),
    ([a, b]) => GitHub.branch(a!, b!),
    ([a, b, c]) => new GitHubActions({ server: c! }).tag(a!, b!),
    ([a, b, c]) => new GitLab({ group: c! }).branch(a!, b!),
    ([a, b]) => gitlab.projectMatching({ projectId: a! }, b!),
    ([a, b, c]) => new HcpTerraform({ organization: c! }).apply(a!, b!),
    ([a]) => terraform.organizationMatching(a!),
    ([a, b]) => new SpiffeTrustDomain({ trustDomain: a!, issuerUrl: "https://spiffe.example.org" }).workload(b!),
    ([a]) => spiffe.pathMatching(a!),
    ([a, b, c]) => new Buildkite({ organization: a! }).branchMatching(b!, c!),
    ([a, b, c]) => new Buildkite({ organization: a! }).tagMatching(b!, c!),
    ([a, b]) => new Buildkite({ organization: a! }).pipelineMatching(b!),
    ([a, b, c]) => new CircleCi({ organizationId: a! }).branchMatching(a!, b!, c!),
    ([a, b]) => new Bitbucket({ workspace: b!, workspaceUuid: a! }).environmentMatching(a!, b!),
    ([a]) => new Bitbucket({ workspace: "acme", workspaceUuid: uuids.one }).repositoryMatching(a!),
    ([a, b]) => withClaims(GitHub.branch("acme/api", "main"), { actor: a!, actor_id: b! }),
  ];
  const value = fc.constantFrom(
    undefined,
    null,
    "acme/api",
    "main",
    "acme",
    "65",
    "/ns/a",
    "a*",
    "github.com/acme/api",
    uuids.one,
  );

  it("is refused as what it is, and never stands in a subject", () => {
    let taken = 0;
    fc.assert(
      fc.property(fc.constantFrom(...WAYS), fc.array(value, { minLength: 4, maxLength: 4 }), (way, parts) => {
        let job: PipelineSubject;
        try {
          job = way(parts as never[]);
        } catch (error) {
          expect(error).toBeInstanceOf(FederationError);
          return;
        }
        taken += 1;
        const { url, subjectPrefix, claims } = job.issuer;
        const said = [url, subjectPrefix ?? "", JSON.stringify(claims), ...job.subjects.map((one) => JSON.stringify(one))];
        for (const text of said) expect(text).not.toMatch(/undefined|null/);
      }),
      { numRuns: 20_000 },
    );
    expect(taken).toBeGreaterThan(100);
  });

  it("is no name, though the same word would be one", () => {
    expect(new HcpTerraform({ organization: "undefined" }).apply("null", "undefined").subjects.map(({ text }) => text)).toEqual([
      "organization:undefined:project:null:workspace:undefined:run_phase:apply",
    ]);
  });
});

describe("a subject", () => {
  it("holds no wildcard unless the method's name says matching", () => {
    fc.assert(
      fc.property(call, (one) => {
        for (const subject of subjectsOf(one)) expect(subject).toMatch(/^exact [^*?]+$/);
      }),
      { numRuns: 3000 },
    );
  });

  it("of GitHub reads back to the owner, the repository and the environment that it was made of", () => {
    fc.assert(
      fc.property(name, name, either, ids, (owner, repo, environment, given) => {
        let texts: readonly string[];
        try {
          texts = GitHub.environment(`${owner}/${repo}`, environment, given).subjects.map(({ text }) => text);
        } catch {
          return;
        }
        const parsed = texts.map((text) => {
          const [repository = "", , spelled = ""] = text.slice("repo:".length).split(":");
          const [[o, oid], [r, rid]] = repository.split("/").map((part) => part.split("@")) as [string[], string[]];
          return [o, oid, r, rid, spelled.replaceAll("%3A", ":")];
        });
        expect(parsed).toEqual([
          [owner, undefined, repo, undefined, environment],
          [owner, given.ownerId, repo, given.repositoryId, environment],
        ]);
      }),
      { numRuns: 1000 },
    );
  });

  it("that is a pattern keeps every part that was given, wild only where the source cannot know", () => {
    const parts = { workspace: "acme", workspaceUuid: "76543210-ba98-fedc-3210-edcba0987654" };
    fc.assert(
      fc.property(uuid, uuid, (repositoryUuid, environmentUuid) => {
        let text: string;
        try {
          text = new Bitbucket(parts).environmentMatching(repositoryUuid, environmentUuid).subjects[0]!.text;
        } catch {
          return;
        }
        expect(text).toBe(`{${repositoryUuid}}:{${environmentUuid}}:*`);
      }),
    );
  });
});
