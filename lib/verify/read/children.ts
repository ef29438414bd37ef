import { entryOf } from "../json";
import { collectStack } from "./collect";
import { report } from "./memo";
import type { Missing, Module } from "./module";
import type { Instance, Stack } from "./stack";

/** As deep, and as many, as nobody calls modules. */
const MAX_DEPTH = 30;
const MAX_MODULES = 10_000;

/** The stack of one instance of a module; undefined, and reported, if the module is not there. */
export function childOf(caller: Instance): Stack | undefined {
  const { stack, name } = caller.block;
  const known = stack.children.get(caller);
  if (known !== undefined || stack.children.has(caller)) return known;
  const found = moduleOf(caller);
  const { reading, file, work } = stack;
  let child: Stack | undefined;
  if ("why" in found) report(stack, `module.${name}`, `this module is unread: ${found.why}`, found.cure);
  else {
    work.modules++;
    child = collectStack(found.json, { file, prefix: `${caller.address}.`, size: found.size, module: found, caller }, reading);
    meet(found, stack);
  }
  stack.children.set(caller, child);
  return child;
}

/** What could not be read of a module is told once. */
export function meet(module: Module, { reading }: Stack): void {
  if (reading.met.has(module)) return;
  reading.met.add(module);
  reading.problems.push(...module.problems);
  reading.unread.push(...module.unread);
}

function moduleOf({ block: { stack, name, body } }: Instance): Module | Missing {
  const { source: root } = stack.root;
  const source = entryOf(body, "source");
  const plan = "give what `terraform show -json` prints of a plan or a state: it has its resources";
  if (root === undefined || stack.module === undefined) {
    return { why: "one file was given, and no folder", cure: `name the folder, or ${plan}` };
  }
  if (typeof source !== "string" || /[$%]\{/.test(source)) return { why: "where it is stands in an expression", cure: plan };
  const callers = callersOf(stack);
  const found = root.called([...callers.map((caller) => caller.block.name), name], stack.module.folder, source);
  if ("why" in found) return found;
  if (found === stack.module || callers.some((caller) => caller.block.stack.module === found)) {
    return { why: "it calls itself", cure: "break the circle: Terraform refuses it" };
  }
  if (callers.length < MAX_DEPTH && stack.work.modules < MAX_MODULES) return found;
  return { why: "modules are nested too deep, or there are too many", cure: plan };
}

/** The instances of modules that lead to a stack, from the root on. */
function callersOf(stack: Stack): Instance[] {
  const callers: Instance[] = [];
  for (let { caller } = stack; caller !== undefined; { caller } = caller.block.stack) callers.unshift(caller);
  return callers;
}
