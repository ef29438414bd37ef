// First import of every program, so that the clock starts before the imports that are measured.

/** What one process used. CPU time of all its threads: a busy machine stretches it far less than the time on the wall. */
export interface Sample {
  readonly cpuMs: number;
  readonly peakMiB: number;
}

const atStart = process.cpuUsage();

/** Prints one line of JSON for the bench. */
export function report(since: NodeJS.CpuUsage = atStart): void {
  const { user, system } = process.cpuUsage(since);
  const sample: Sample = { cpuMs: (user + system) / 1000, peakMiB: process.resourceUsage().maxRSS / 1024 };
  console.log(JSON.stringify(sample));
}
