import { TerraformOutput, TerraformVariable } from "cdktf";
import { identitySettings } from "../../lib/core/identity-settings";
import { mergeSettings } from "../../lib/kubernetes/merge-settings";
import { World } from "../world";
import { manifestOf } from "./manifests";
import { threeClouds } from "./pods";

describe("numbers that are known at apply", () => {
  it("stand in every shape, and in texts of JSON, as Terraform's expressions", () => {
    const world = new World();
    const [aws, google] = ["aws", "google"].map(
      (id) => new TerraformVariable(world, `${id}-seconds`, { type: "number" }).numberValue,
    );
    const tokenExpirationSeconds = { aws: aws!, google: google! };
    const pod = threeClouds(world, [world.edge], { tokenExpirationSeconds }).pod(world.edge);
    const texts = {
      helm: JSON.stringify(pod.helmValues()),
      patch: JSON.stringify(pod.patch({ kind: "Deployment", name: "orders", containers: ["app"] }), null, 2),
      describe: pod.describe(),
      env: JSON.stringify(pod.toEnv("/run")),
      manifest: JSON.stringify(pod.applyTo(manifestOf("Deployment"))),
      terraform: JSON.stringify(pod.forTerraform()),
    };
    expect(texts.describe).not.toMatch(/e\+\d/);
    for (const [id, value] of Object.entries(texts)) new TerraformOutput(world, id, { value });
    const output = world.synth().output as Readonly<Record<string, { value: string }>>;
    for (const [id, { value }] of Object.entries(output)) {
      expect([id, value.match(/\$\{var\.(aws|google)-seconds\}/g)]).toEqual([
        id,
        ["${var.aws-seconds}", "${var.google-seconds}"],
      ]);
      expect(value).not.toMatch(/\d+e\+/);
    }
    const numbers = JSON.parse(output["helm"]!.value.replaceAll(/\$\{var\.[\w-]+\}/g, "601")) as { extraVolumes: unknown[] };
    expect(JSON.stringify(numbers.extraVolumes).match(/"expirationSeconds":601,/g)).toHaveLength(2);
  });

  it("of tokens that are one are the shorter of both", () => {
    const world = new World();
    const [a, b] = ["a", "b"].map((id) => new TerraformVariable(world, id, { type: "number" }).numberValue);
    const token = (volumeName: string, expirationSeconds: number) => ({
      volumeName,
      mountPath: `/var/run/${volumeName}`,
      path: "token",
      audience: "acme",
      expirationSeconds,
    });
    const merged = (...seconds: readonly number[]) =>
      mergeSettings(
        "orders",
        seconds.map((one, index) => [`i${index}`, identitySettings({ tokens: [token(`t${index}`, one)] })]),
      ).tokens.map(({ expirationSeconds }) => world.resolve(expirationSeconds));
    expect(merged(a!, b!)).toEqual(["${min(var.a, var.b)}", "${min(var.a, var.b)}"]);
    expect(merged(a!, 3600)).toEqual(["${min(var.a, 3600)}", "${min(var.a, 3600)}"]);
    expect(merged(a!, a!)).toEqual(["${var.a}", "${var.a}"]);
    expect(merged(7200, 3600)).toEqual([3600, 3600]);
  });
});
