// The library and the raw classes, measured in turns, so that a slow minute of the machine meets both.
import { run, type Runner } from "./processes";
import type { Sample } from "./programs/clock";

export interface Comparison {
  readonly library: readonly Sample[];
  readonly raw: readonly Sample[];
}

export function compare(runner: Runner, [library, raw]: readonly [string, string], workloads: number, pairs: number): Comparison {
  const samples: { library: Sample[]; raw: Sample[] } = { library: [], raw: [] };
  for (let i = 0; i < pairs; i++) {
    const takeLibrary = (): unknown => samples.library.push(run(runner, library, workloads));
    const takeRaw = (): unknown => samples.raw.push(run(runner, raw, workloads));
    // Who comes first changes from pair to pair, because the second one finds warmer caches.
    for (const take of i % 2 === 0 ? [takeLibrary, takeRaw] : [takeRaw, takeLibrary]) take();
  }
  return samples;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Library over raw within each pair. */
export function ratios({ library, raw }: Comparison, field: keyof Sample): number[] {
  return library.map((sample, i) => sample[field] / raw[i]![field]);
}
