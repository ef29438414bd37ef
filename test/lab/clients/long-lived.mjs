// A process that outlives its tokens: until stdin ends it asks AWS, Google and Azure again and again, and writes one line for each round.
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { WorkloadIdentityCredential } from "@azure/identity";
import { GoogleAuth } from "google-auth-library";
import { setTimeout as sleep } from "node:timers/promises";

const calls = {
  aws: () => new STSClient({}).send(new GetCallerIdentityCommand({})),
  google: async () => (await new GoogleAuth({ scopes: "a" }).getClient()).getAccessToken(),
  // One credential keeps what it read of the token's file for five minutes, so each round has its own.
  azure: () => new WorkloadIdentityCredential({ disableInstanceDiscovery: true }).getToken("a/.default"),
};

let isOver = false;
process.stdin.on("end", () => (isOver = true)).resume();
while (!isOver) {
  const outcomes = await Promise.all(
    Object.values(calls).map((call) =>
      call().then(
        () => "in",
        (error) => error.Code ?? error.message,
      ),
    ),
  );
  console.log(JSON.stringify(Object.fromEntries(Object.keys(calls).map((name, index) => [name, outcomes[index]]))));
  await sleep(200);
}
