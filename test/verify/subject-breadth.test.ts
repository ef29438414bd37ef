import { breadthOf } from "../../lib/verify/subject-breadth";

test.each([
  ["repo:acme/*", "owner"],
  ["repo:acme@65/*:environment:prod", "owner"],
  ["project_path:acme/tools/*", "owner"],
  ["organization:acme:*", "owner"],
  ["organization:acme:project:*", "owner"],
  ["repo:acme/api:*", "repository"],
  ["project_path:acme/tools/api:*", "repository"],
  ["project_id:20:*", "repository"],
  ["repo:acme/api*", "prefix"],
  ["repo:acme/api:environment:prod*", "prefix"],
  ["organization:acme:project:web:workspace:prod*", "prefix"],
  ["repo:acme/api:ref:refs/heads/*", undefined],
  ["repo:acme/api:ref:refs/tags/v*", undefined],
  ["repo:acme/api:environment:prod-*", undefined],
  ["organization:acme:project:web:workspace:prod:run_phase:*", undefined],
  ["system:serviceaccount:shop:*", undefined],
])("%s lets in %s", (pattern, breadth) => {
  expect(breadthOf(pattern)).toBe(breadth);
});
