export default { test: { include: ["test/testing/*.vitest.ts"], cache: false } };
