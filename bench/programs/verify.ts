// What verify costs on an estate: reads it, answers tokens, looks for findings. Prints one line of JSON.
import { decide, diff, findings, readModel, whatCan, type Decision, type Question } from "../../lib/verify";
import { reportPage } from "../../lib/cli/page/page";
import { reportData } from "../../lib/cli/render/report-data";
import { ACCOUNT, estate, PROJECT_NUMBERS, type Workload } from "./estate";

const NOW = 1_767_225_600;
const TOKENS = 100_000;
const SUBJECTS = 10_000;
const STACKS = 20;

/** What one process measured. */
export interface VerifySample {
  readonly megabytes: number;
  readonly modelMs: number;
  readonly decideMs: number;
  readonly decideWallMs: number;
  readonly findingsMs: number;
  readonly whatCanMs: number;
  readonly diffMs: number;
  readonly reportMs: number;
  readonly modelMiB: number;
  readonly peakMiB: number;
}

/** CPU time of all threads, as of the other programs: a busy machine stretches it far less than the time on the wall. */
function timed<T>(work: () => T): [T, number] {
  const start = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(start);
  return [result, (user + system) / 1000];
}

/** Evenly spread numbers that are the same in every run (a linear congruential generator). */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

interface Asked {
  readonly question: Question;
  readonly expected: Decision["verdict"];
}

/** Half of the tokens are right; the others have another namespace, another cluster, or are another cloud's. */
function questions(workloads: readonly Workload[]): Asked[] {
  const random = generator(7);
  const clouds = ["aws", "google", "azure"] as const;
  return Array.from({ length: TOKENS }, (): Asked => {
    const workload = workloads[random(workloads.length)]!;
    const cloud = clouds[random(3)]!;
    const cluster = workload.clusters[random(2)]!;
    const audiences = { aws: "sts.amazonaws.com", google: cluster.audience, azure: "api://AzureADTokenExchange" };
    const wrong = ["nothing", "nothing", "nothing", "namespace", "issuer", "audience"][random(6)]!;
    const namespace = wrong === "namespace" ? `${workload.namespace}-evil` : workload.namespace;
    const token = {
      iss: wrong === "issuer" ? `${cluster.issuer}f` : cluster.issuer,
      sub: `system:serviceaccount:${namespace}:${workload.name}`,
      aud: [wrong === "audience" ? "vault" : audiences[cloud]],
      iat: NOW - 60,
      nbf: NOW - 60,
      exp: NOW + 3540,
      "kubernetes.io": { namespace, serviceaccount: { name: workload.name, uid: "14ee3fa4-a7e2-420f-9f9a-dbc4507c3798" } },
    };
    const question: Question = { token, now: NOW, request: { type: "become", identity: workload.identities[cloud] } };
    return { question, expected: wrong === "nothing" ? "allow" : "deny" };
  });
}

function measure(count: number): VerifySample {
  const { stacks, workloads } = estate(count, STACKS);
  const megabytes = stacks.reduce((sum, { json }) => sum + json.length, 0) / 1e6;
  const options = { complete: true, awsAccounts: ACCOUNT, googleProjectNumbers: PROJECT_NUMBERS };
  const [model, modelMs] = timed(() => readModel(stacks, options));
  const modelMiB = peakMiB();
  if (model.configuration.problems.length > 0) throw new Error(JSON.stringify(model.configuration.problems[0]));
  const asked = questions(workloads);
  const start = performance.now();
  const [wrong, decideMs] = timed(() => asked.find(({ question, expected }) => decide(model, question).verdict !== expected));
  const decideWallMs = performance.now() - start;
  if (wrong !== undefined) throw new Error(JSON.stringify({ wrong, decision: decide(model, wrong.question) }));
  const [found, findingsMs] = timed(() => findings(model));
  const serious = found.find(({ severity }) => severity !== "note");
  if (serious !== undefined) throw new Error(JSON.stringify(serious));
  const [missing, whatCanMs] = timed(() =>
    asked.slice(0, SUBJECTS).find(({ question: { token }, expected }) => {
      const become = whatCan(model, { issuer: token.iss, subject: token.sub });
      return expected === "allow" && become.length !== 3;
    }),
  );
  if (missing !== undefined) throw new Error(JSON.stringify(missing));
  const other = readModel(estate(count, STACKS).stacks, options);
  const [page, reportMs] = timed(() => reportPage(reportData(model, "Who may become what", found)));
  if (!page.includes("</html>")) throw new Error("no page");
  const [difference, diffMs] = timed(() => diff(model, other));
  if (difference.wider || difference.trust.length > 0) throw new Error(JSON.stringify(difference.trust[0]));
  return { megabytes, modelMs, decideMs, decideWallMs, findingsMs, whatCanMs, diffMs, reportMs, modelMiB, peakMiB: peakMiB() };
}

const peakMiB = (): number => process.resourceUsage().maxRSS / 1024;

console.log(JSON.stringify(measure(Number(process.argv[2]))));
