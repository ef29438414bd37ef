import { TerraformVariable } from "cdktf";
import { FederatedPipeline, GitHub, GitLab, pipelineSubject, Subject, type PipelineSubject } from "../../lib";
import { AwsTrust } from "../../lib/aws";
import { only, World } from "../world";

const nameOf = (...subjects: readonly ((world: World) => PipelineSubject)[]): unknown => {
  const world = new World();
  const jobs = subjects.map((subject) => subject(world));
  const issuers = [...new Map(jobs.map(({ issuer }) => [issuer.name, issuer])).values()];
  new FederatedPipeline(world, "deploy", { subjects: jobs, identities: { aws: new AwsTrust(world, "aws", { issuers }).role() } });
  return only(world.synth(), "aws_iam_role")["name"];
};

const branch =
  (repository: string, name = "main") =>
  () =>
    GitHub.branch(repository, name);
const late =
  (text: string, name = "late") =>
  (world: World) => {
    const value = new TerraformVariable(world, name, { type: "string" }).stringValue;
    return pipelineSubject(GitHub.issuer, Subject.exactly(text.replace("~", value)));
  };

describe("a derived name", () => {
  it("is another one for another repository, so that a role is not handed on in silence", () => {
    expect(nameOf(branch("acme/api"))).not.toBe(nameOf(branch("acme/web")));
    expect(nameOf(branch("acme/api"))).not.toBe(nameOf(branch("acme/api", "dev")));
    expect(nameOf(branch("acme/api"))).not.toBe(nameOf(() => new GitLab().branch("acme/api", "main")));
  });

  it("stays when jobs are added behind the first one, or reordered there", () => {
    const [first, second, third] = [branch("acme/api"), branch("acme/web"), () => new GitLab().branch("acme/api", "main")];
    const names = [nameOf(first), nameOf(first, second), nameOf(first, second, third), nameOf(first, third, second)];
    expect(new Set(names).size).toBe(1);
    expect(nameOf(second, first)).not.toBe(nameOf(first, second));
  });

  it("knows what is known of a subject, and the same in every synthesis", () => {
    expect(nameOf(late("repo:acme/api:environment:~"))).toBe(nameOf(late("repo:acme/api:environment:~", "stage")));
    expect(nameOf(late("repo:acme/api:environment:~"))).not.toBe(nameOf(late("repo:acme/web:environment:~")));
    expect(nameOf(late("~"))).toBe(nameOf(late("~", "other")));
  });
});
