import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Lab, type LabRecord, startLab } from "../../lib/lab";
import { keepRenewing } from "../../lib/lab/refresh";
import { assume, element } from "./asking";
import { EU, STACK } from "./stack";

jest.setTimeout(60_000);
const SHORT = { namespace: "shop", serviceAccount: "orders", cluster: "eu", expirationSeconds: 15, allowShort: true };

let lab: Lab;
let log: LabRecord[] = [];
beforeAll(async () => {
  lab = await startLab({ inputs: [{ name: "s.tf.json", json: STACK }], onDecision: (record) => log.push(record) });
});
afterAll(() => lab.close());

describe("tokens of a pod", () => {
  it("are renewed before they expire, so that a client which outlives them stays in, also when the issuer's key changes", async () => {
    const pod = await lab.pod(SHORT);
    const stop = pod.keepFresh();
    const client = spawn(process.execPath, ["--no-warnings", join(__dirname, "clients/long-lived.mjs")], {
      env: pod.environment(),
    });
    let output = "";
    client.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    const ended = new Promise((resolve) => client.once("close", resolve));
    while (!output.includes("\n") && client.exitCode === null) await sleep(50);
    log = [];
    for (const wait of [4000, 8000, 6000]) {
      await sleep(wait);
      await (await lab.issuer(EU)).rotate();
    }
    await sleep(1000);
    client.stdin.end();
    await ended;
    await stop();
    const rounds = output.trim().split("\n");
    expect(new Set(rounds)).toEqual(new Set(['{"aws":"in","google":"in","azure":"in"}']));
    expect(rounds.length).toBeGreaterThan(5);
    expect(new Set(log.map(({ verdict }) => verdict))).toEqual(new Set(["allow"]));
    expect(new Set(log.map(({ service }) => service))).toEqual(
      new Set(["AWS STS", "Google STS", "Google IAM Credentials", "Entra"]),
    );
  });

  it("expire, if nobody renews them", async () => {
    let now = 1_729_603_000;
    const still = await startLab({ inputs: [{ name: "s.tf.json", json: STACK }], now: () => now });
    const pod = await still.pod(SHORT);
    const token = readFileSync(pod.env["AWS_WEB_IDENTITY_TOKEN_FILE"]!, "utf8");
    now += 16;
    const refused = await assume(still, token);
    await pod.refresh();
    const renewed = await assume(still, readFileSync(pod.env["AWS_WEB_IDENTITY_TOKEN_FILE"]!, "utf8"));
    await still.close();
    expect([element("Code", refused), element("Code", renewed)]).toEqual(["ExpiredTokenException", undefined]);
  });
});

describe("renewing", () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it.each([
    [3600, 2880],
    [600, 480],
    [200_000, 86_400],
  ])("of what lives %d seconds happens after %d", async (lifetime, wait) => {
    const renew = jest.fn(() => Promise.resolve());
    const stop = keepRenewing(lifetime, renew, () => undefined);
    await jest.advanceTimersByTimeAsync(wait * 1000 - 1);
    expect(renew).toHaveBeenCalledTimes(0);
    await jest.advanceTimersByTimeAsync(1);
    expect(renew).toHaveBeenCalledTimes(1);
    await jest.advanceTimersByTimeAsync(wait * 1000);
    expect(renew).toHaveBeenCalledTimes(2);
    await stop();
    await jest.advanceTimersByTimeAsync(wait * 2000);
    expect(renew).toHaveBeenCalledTimes(2);
  });

  it("goes on after a failure, which is heard of", async () => {
    const failed = jest.fn();
    const renew = jest.fn<Promise<void>, []>().mockRejectedValueOnce(new Error("full")).mockResolvedValue();
    const stop = keepRenewing(10, renew, failed);
    await jest.advanceTimersByTimeAsync(16_000);
    await stop();
    expect([renew.mock.calls.length, failed.mock.calls]).toEqual([2, [[new Error("full")]]]);
  });

  it("ends when the renewal that is under way has ended", async () => {
    let end = (): void => undefined;
    const renew = jest.fn(() => new Promise<void>((resolve) => (end = resolve)));
    const stop = keepRenewing(10, renew, () => undefined);
    await jest.advanceTimersByTimeAsync(8000);
    let stopped = false;
    const stopping = stop().then(() => (stopped = true));
    await jest.advanceTimersByTimeAsync(1000);
    expect([renew.mock.calls.length, stopped]).toEqual([1, false]);
    end();
    await stopping;
    expect(stopped).toBe(true);
  });
});
