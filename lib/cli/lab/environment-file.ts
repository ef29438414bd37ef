import { CLOUD_PREFIXES } from "../../lab/sdk-environment";

/** A pod's environment for `.` of a POSIX shell: the clouds' variables that are there go, the pod's come. */
export function environmentFile(env: Readonly<Record<string, string>>, onlyHere: readonly string[] = []): string {
  const exports = Object.entries(env).map(([name, value]) => `export ${name}='${value.replaceAll("'", "'\\''")}'`);
  return [
    "# The environment of a pod of the lab. Read it with `.` in a shell of its own: it takes the clouds' variables away.",
    ...onlyHere.map((line) => `# Not in a real pod: ${line}`),
    `unset AWS_PROFILE $(env | grep -oiE '^(${CLOUD_PREFIXES.join("|")})_[A-Z0-9_]+')`,
    ...exports,
    "",
  ].join("\n");
}
