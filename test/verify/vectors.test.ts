// Decisions of the clouds that others documented or measured. TRUST_VECTORS names another folder of files of the same form.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { decideVector, type VectorCloud, type VectorFile, writeTimeVector } from "./vectors";

const folder = process.env["TRUST_VECTORS"] ?? join(__dirname, "vectors");

for (const cloud of ["aws", "gcp", "azure"] as const satisfies readonly VectorCloud[]) {
  const path = join(folder, `${cloud}.json`);
  if (!existsSync(path)) continue;
  const { vectors, write_time_vectors = [] } = JSON.parse(readFileSync(path, "utf8")) as VectorFile;

  describe(`${cloud} decides a token`, () => {
    it.each(vectors.map((vector) => [vector.name, vector] as const))("%s", (_, vector) => {
      const { verdict, decisive, error } = decideVector(cloud, vector);
      // What decided an allowed token is a remark of the collection: everything had to pass.
      const denied = verdict === "deny" && vector.expected === "deny";
      expect({
        verdict,
        ...(denied ? { decisive } : {}),
        ...(vector.error_code === undefined ? {} : { code: error?.code }),
      }).toEqual({
        verdict: vector.expected,
        ...(denied ? { decisive: vector.decisive_check } : {}),
        ...(vector.error_code === undefined ? {} : { code: vector.error_code }),
      });
    });
  });

  describe(`${cloud} takes or refuses a trust when it is created`, () => {
    it.each(write_time_vectors.map((vector) => [vector.name, vector] as const))("%s", (_, vector) => {
      expect(writeTimeVector(cloud, vector)).toBe(vector.expected);
    });
  });
}
