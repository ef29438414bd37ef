// The packed library as its users meet it: installed into empty projects, each with other peers. Versions and commands are README's.
// usage: consumer-check.mjs TARBALL DIRECTORY [CHECK ...]
import { join } from "node:path";
import { checkAlone } from "./consumers/alone.mjs";
import { checkCdktn } from "./consumers/cdktn.mjs";
import { checkOneCloud } from "./consumers/one-cloud.mjs";
import { checkPipeline } from "./consumers/pipeline.mjs";
import { Project } from "./consumers/project.mjs";
import { checkTypes } from "./consumers/types.mjs";

const CHECKS = {
  "one-cloud": [
    checkOneCloud,
    "AWS and Kubernetes: compiles, trusts one sub and one aud, nothing found, imports into ES modules",
  ],
  alone: [checkAlone, "no peers: verify, the lab and the command line"],
  pipeline: [checkPipeline, "no Kubernetes provider: the root, and a pipeline on AWS"],
  cdktn: [checkCdktn, "cdktn and its providers by alias, with README's commands: two stacks, AWS and Azure"],
  types: [checkTypes, "every entry point and provider, on each TypeScript of README's table"],
};

const [, , tarball, directory, ...chosen] = process.argv;
for (const name of chosen.length > 0 ? chosen : Object.keys(CHECKS)) {
  const [check, words] = CHECKS[name];
  check(new Project(join(directory, name), tarball));
  console.log(`-- ${words}`);
}
