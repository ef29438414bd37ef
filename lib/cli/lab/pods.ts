import { join } from "node:path";
import type { Lab, LabIssuer } from "../../lab";
import { writePrivate } from "../../lab/files";
import type { Io } from "../io";
import { environmentFile } from "./environment-file";
import { type Workload, workloadsOf } from "./workloads";

/** A pod that is ready to be used from a shell. */
export interface ReadyPod {
  readonly workload: Workload;
  readonly issuer: LabIssuer;
  /** The file with its environment. */
  readonly file: string;
}

/** Makes a pod for each workload on each issuer that it may become something with, and keeps its tokens fresh. */
export async function preparePods(lab: Lab, { env }: Io): Promise<ReadyPod[]> {
  const ready: ReadyPod[] = [];
  for (const workload of workloadsOf(lab)) {
    for (const issuer of lab.issuers.filter(({ text }) => workload.issuers.includes(text))) {
      const { namespace, serviceAccount } = workload;
      const pod = await lab.pod({ namespace, serviceAccount, cluster: issuer.url });
      pod.keepFresh();
      const file = join(pod.directory, "environment.sh");
      const { NO_PROXY, no_proxy } = env;
      await writePrivate(file, environmentFile(pod.environment({ NO_PROXY, no_proxy }), pod.onlyHere));
      ready.push({ workload, issuer, file });
    }
  }
  return ready;
}
