import type { Lab } from "../../lab";
import { plainLines } from "../render/plain";
import type { ReadyPod } from "./pods";
import { nameOrUrl } from "./whose";
import { nameOf } from "./workloads";

/** What `lab serve` says when it is ready. */
export function serveText({ about, authorityFile, issuers, urls }: Lab, pods: readonly ReadyPod[], folder: string): string {
  const [first] = pods;
  const services: [string, string][] = [
    ["AWS STS", urls.awsSts],
    ["EKS Pod Identity agent", urls.awsContainer],
    ["Google STS", urls.googleSts],
    ["Google IAM Credentials", urls.googleIamCredentials],
    ["Entra", `${urls.entra} (its authority: ${authorityFile})`],
  ];
  const example =
    first === undefined
      ? "--workload NAME --cluster NAME"
      : `--workload ${nameOf(first.workload)} --cluster ${nameOrUrl(first.issuer)}`;
  const lines = [
    "The lab runs; Ctrl-C ends it.",
    ...section("Token services", services),
    ...section(
      "Issuers, and their discovery documents",
      issuers.map((issuer) => [`${nameOrUrl(issuer)} ${issuer.url}`, urls.issuers[issuer.url] ?? ""]),
    ),
    ...section(
      "Pods: read the file with `.` in another shell",
      pods.map(({ workload, issuer, file }) => [`${nameOf(workload)} on ${nameOrUrl(issuer)}`, file]),
    ),
    ...["", "Any other token", `  npx cdktf-workload-identity lab token --lab ${folder} ${example} --audience AUD`],
    ...["", about, "", ""],
  ];
  return plainLines(lines.join("\n"));
}

function section(title: string, rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return ["", title, ...rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`)];
}
