import { App } from "cdktf";
import { report } from "./clock";

/** Constructs as many workloads as the command line says, synthesizes them, and reports both together. */
export function synth(construct: (app: App, workloads: number) => void): void {
  const started = process.cpuUsage();
  const app = new App();
  construct(app, Number(process.argv[2]));
  app.synth();
  report(started);
}
