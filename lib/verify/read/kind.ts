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

/** What a file is, by its keys; undefined, and reported, if it is nothing that is read. */
export function kindOf(
  json: JsonObject,
  report: (what: string, cure: string) => void,
): "configuration" | "plan" | "state" | "tfstate" | undefined {
  if ("planned_values" in json || "resource_changes" in json) {
    if (json["errored"] === true) report("the plan was not finished: Terraform met an error", "mend the error and plan again");
    else if (json["complete"] === false)
      report("the plan leaves things out: it has a target, or defers changes", "plan without -target");
    return "plan";
  }
  if ("format_version" in json) return "state";
  if (typeof json["version"] === "number" && (isArray(json["resources"]) || isArray(json["modules"]))) {
    if (json["version"] === 4) return "tfstate";
    report(`the state file has version ${json["version"]}; only version 4 is read`, "give what terraform show -json prints");
    return undefined;
  }
  const keys = Object.keys(json).filter((key) => key !== "//");
  if (keys.length > 0 && !keys.some((key) => BLOCKS.includes(key))) {
    const named = keys.slice(0, 5).join(", ").slice(0, 200);
    report(`this is no Terraform: it has ${named}`, "give a cdk.tf.json, or what terraform show -json prints");
    return undefined;
  }
  return "configuration";
}
