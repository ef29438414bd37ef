import { skippedContainers } from "../../lib/kubernetes/skipped-containers";

describe("the containers that a webhook skips", () => {
  it.each([
    ["csv", "a,b", ["a", "b"]],
    ["csv", "a, b", ["a", " b"]],
    ["csv", '"a,b",c', ["a,b", "c"]],
    ["csv", '"a""b"', ['a"b']],
    ["csv", 'a"b,c', []],
    ["csv", '"a', []],
    ["csv", "\na\nb", ["a"]],
    ["semicolons", "a; b ;c", ["a", "b", "c"]],
    ["semicolons", "a,b", ["a,b"]],
    ["csv", "", []],
    ["semicolons", undefined, []],
  ] as const)("are read as it reads them: %s %j", (format, annotation, names) => {
    expect([...skippedContainers(annotation, format)]).toEqual(names);
  });
});
