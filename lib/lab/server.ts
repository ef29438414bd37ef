import { createServer as createHttpServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { Answer, Handler } from "./answer";
import type { ServerCertificate } from "./certificate";
import { LabError } from "./lab-error";

/** A server that listens. */
export interface Listening {
  readonly port: number;
  /** Answers nobody any more, kept connections included. */
  close(): Promise<void>;
}

/** Where to listen. */
export interface ListenOptions {
  /** @default "127.0.0.1" */
  readonly host?: string;
  /** @default 0, a free one */
  readonly port?: number;
  /** @default - plain http */
  readonly certificate?: ServerCertificate;
}

const LOOPBACK = ["127.0.0.1", "::1", "localhost"];
/** Tokens are a few kilobytes; no request of these services is longer. */
const MAX_BODY = 256 * 1024;

/**
 * Starts a server on this machine's loopback address, and nowhere else: whoever reaches the lab gets tokens from it.
 *
 * @throws LabError if the host is another address
 */
export async function listen(
  handler: Handler,
  { host = "127.0.0.1", port = 0, certificate }: ListenOptions = {},
): Promise<Listening> {
  if (!LOOPBACK.includes(host)) {
    throw new LabError(`the lab does not listen on ${host}, where others could reach it; take one of ${LOOPBACK.join(", ")}`);
  }
  const listener: RequestListener = (request, response) => void respond(handler, request, response);
  const server = certificate === undefined ? createHttpServer(listener) : createHttpsServer(certificate, listener);
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => {
      reject(new LabError(`the lab cannot listen on ${host}:${port}: ${error.message}; take another port`));
    });
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function respond(handler: Handler, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { status, headers, body } = await answerTo(handler, request);
  if (response.destroyed) return;
  const length = String(Buffer.byteLength(body));
  response.writeHead(status, { ...headers, "content-length": length, ...(request.complete ? {} : { connection: "close" }) });
  response.end(request.method === "HEAD" ? undefined : body);
}

async function answerTo(handler: Handler, request: IncomingMessage): Promise<Answer> {
  try {
    // A page in a browser can make a name of its own point here; its requests carry that name.
    if (!isLoopback(request.headers.host)) return plain(421, "the lab answers to loopback names only");
    const target = request.url ?? "/";
    if (!target.startsWith("/") || !URL.canParse(`http://lab${target}`)) return plain(400, "no path");
    const body = await bodyOf(request);
    if (body === undefined) return plain(413, "the body is too long");
    return await handler({
      method: request.method ?? "GET",
      url: new URL(`http://lab${target}`),
      target,
      headers: request.headers,
      body,
    });
  } catch (error) {
    return plain(500, `the lab failed: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function isLoopback(host: string | undefined): boolean {
  return host !== undefined && /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i.test(host);
}

async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_BODY) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

const plain = (status: number, body: string): Answer => ({
  status,
  headers: { "content-type": "text/plain" },
  body: `${body}\n`,
});
