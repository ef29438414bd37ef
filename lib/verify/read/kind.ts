import { isArray, type JsonObject } from "../json";

const BLOCKS = [
  "resource",
  "data",
  "provider",
  "module",
  "output",
  "locals",
  "variable",
  "terraform",
  "import",
  "moved",
  "removed",
  "check",
];

/** A state without resources has no values; what other commands print with a format version has something else. */
const OF_EMPTY_STATE = ["format_version", "terraform_version", "checks"];

const noTerraform = (keys: readonly string[]): [string, string] => [
  `this is not Terraform: it has ${keys.slice(0, 5).join(", ").slice(0, 200)}`,
  "give a cdk.tf.json, or what terraform show -json prints",
];

/** What a file is. */
export type Kind = "configuration" | "plan" | "state" | "tfstate";

/** What a file is, by its keys; undefined, and reported, if it is nothing that is read. */
export function kindOf(json: JsonObject, report: (what: string, cure: string) => void): Kind | undefined {
  if ("planned_values" in json || "resource_changes" in json) {
    if (json["errored"] === true) report("the plan was not finished: Terraform met an error", "correct the error and plan again");
    else if (json["complete"] === false)
      report("the plan leaves things out: it has a target, or defers changes", "plan without -target");
    return "plan";
  }
  if ("format_version" in json) {
    const others = Object.keys(json).filter((key) => !OF_EMPTY_STATE.includes(key));
    if ("values" in json || others.length === 0) return "state";
    report(...noTerraform(others));
    return undefined;
  }
  if (typeof json["version"] === "number" && (isArray(json["resources"]) || isArray(json["modules"]))) {
    if (json["version"] === 4) return "tfstate";
    report(`the state file has version ${json["version"]}; only version 4 is read`, "give what terraform show -json prints");
    return undefined;
  }
  const keys = Object.keys(json).filter((key) => key !== "//");
  if (keys.length > 0 && !keys.some((key) => BLOCKS.includes(key))) {
    report(...noTerraform(keys));
    return undefined;
  }
  return "configuration";
}
