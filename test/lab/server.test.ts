import { Agent, request } from "node:http";
import { connect } from "node:net";
import fc from "fast-check";
import { type Lab, startLab } from "../../lib/lab";
import { STACK } from "./stack";

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ inputs: [{ name: "s.tf.json", json: STACK }] });
});
afterAll(() => lab.close());

/** The status of a request, as it stands on the wire. */
async function raw(text: string): Promise<string> {
  const { port } = new URL(lab.urls.awsSts);
  const socket = connect(Number(port), "127.0.0.1");
  socket.end(text);
  let answer = "";
  for await (const chunk of socket as AsyncIterable<Buffer>) answer += chunk.toString();
  return answer.split("\r\n")[0] ?? "";
}

describe("the lab's servers", () => {
  it.each(["0.0.0.0", "::", "192.168.1.1", "example.com", ""])("do not listen on %j", async (host) => {
    await expect(startLab({ inputs: [], host })).rejects.toThrow(
      `the lab does not listen on ${host}, where others could reach it; take one of 127.0.0.1, ::1, localhost`,
    );
  });

  it("say what is wrong when the port is taken, and leave nothing open", async () => {
    const port = Number(new URL(lab.urls.awsSts).port);
    await expect(startLab({ inputs: [], port })).rejects.toThrow(
      /^the lab cannot listen on 127\.0\.0\.1:\d+: .*EADDRINUSE.*; take another port$/,
    );
  });

  it("close at once, kept connections included", async () => {
    const own = await startLab({ inputs: [] });
    const agent = new Agent({ keepAlive: true });
    await new Promise((resolve, reject) => {
      request(own.urls.awsSts, { agent }, (response) => response.resume().on("end", resolve))
        .on("error", reject)
        .end();
    });
    const before = Date.now();
    await own.close();
    expect(Date.now() - before).toBeLessThan(1000);
    await expect(fetch(own.urls.awsSts)).rejects.toThrow();
    agent.destroy();
  });

  it("answer to loopback names only, so that no page in a browser reaches them by a name of its own", async () => {
    expect(await raw("GET / HTTP/1.1\r\nHost: rebound.example.com\r\nConnection: close\r\n\r\n")).toBe(
      "HTTP/1.1 421 Misdirected Request",
    );
    expect(await raw("GET / HTTP/1.1\r\nHost: localhost:1\r\nConnection: close\r\n\r\n")).toBe("HTTP/1.1 400 Bad Request");
  });

  it("take no longer body than a token needs", async () => {
    const response = await fetch(lab.urls.awsSts, { method: "POST", body: "x".repeat(256 * 1024 + 1) });
    expect(response.status).toBe(413);
  });

  it.each(["GET http://elsewhere.example.com/ HTTP/1.1", "GET // HTTP/1.1", "OPTIONS * HTTP/1.1", "GET /%zz HTTP/1.1"])(
    "refuse %s",
    async (line) => {
      expect(await raw(`${line}\r\nHost: localhost\r\nConnection: close\r\n\r\n`)).toMatch(/^HTTP\/1\.1 4\d\d /);
    },
  );

  it("serve no files", async () => {
    const { origin } = new URL(lab.urls.awsSts);
    const paths = [
      "/issuers/0/../../../../etc/passwd",
      "/issuers/9/openid/v1/jwks",
      "/pod-1/aws/token",
      "/authority.pem",
      "/issuers/0",
    ];
    const statuses = await Promise.all(paths.map(async (path) => (await fetch(origin + path)).status));
    expect(statuses).toEqual(paths.map(() => 404));
  });

  it("refuse whatever is sent without failing, and let nobody in", async () => {
    const { origin } = new URL(lab.urls.awsSts);
    const target = fc.constantFrom(
      "/",
      "/v1/credentials",
      "/google/v1/token",
      "/google/v1/introspect",
      "/google/v1/projects/-/serviceAccounts/a@b:generateAccessToken",
    );
    const field = fc.constantFrom(
      "Action",
      "RoleArn",
      "WebIdentityToken",
      "RoleSessionName",
      "audience",
      "subject_token",
      "grant_type",
      "__proto__",
    );
    const value = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("AssumeRoleWithWebIdentity", "GetCallerIdentity", "e30.e30.e30", "bnVsbA.W10.x"),
    );
    const body = fc.oneof(
      fc
        .array(fc.tuple(field, value))
        .map((fields) => ({ type: "application/x-www-form-urlencoded", text: new URLSearchParams(fields).toString() })),
      fc.json().map((text) => ({ type: "application/json", text })),
      fc.string({ unit: "binary" }).map((text) => ({ type: "text/plain", text })),
    );
    const authorization = fc.constantFrom(
      "",
      "Bearer x",
      "Bearer ya29.lab.a.b",
      "AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=" + "0".repeat(64),
      "e30.e30.e30",
    );
    await fc.assert(
      fc.asyncProperty(
        target,
        body,
        authorization,
        fc.constantFrom("GET", "POST"),
        async (path, { type, text }, header, method) => {
          const headers = { "content-type": type, ...(header !== "" && { authorization: header }) };
          const response = await fetch(origin + path, { method, headers, ...(method === "POST" && { body: text }) });
          const answer = await response.text();
          expect(response.status).toBeLessThan(500);
          expect(answer).not.toMatch(/AccessKeyId|access_token|accessToken"/);
        },
      ),
      { numRuns: 150 },
    );
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
