import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

type Thing = Readonly<Record<string, unknown>>;

/** What EKS keeps of a cluster and moto does not. */
interface Collection {
  readonly answersWith: "addon" | "association";
  readonly create: (clusterName: string, request: Thing, number: number) => { readonly id: string; readonly thing: Thing };
}

const COLLECTIONS: Readonly<Record<string, Collection>> = {
  addons: {
    answersWith: "addon",
    create: (clusterName, request) => ({
      id: String(request["addonName"]),
      thing: { ...request, clusterName, addonVersion: "v1.3.4-eksbuild.1", status: "ACTIVE" },
    }),
  },
  "pod-identity-associations": {
    answersWith: "association",
    create: (clusterName, request, number) => {
      const associationId = `a-${number}`;
      const [, , , , account] = String(request["roleArn"]).split(":");
      const associationArn = `arn:aws:eks:eu-west-1:${account}:podidentityassociation/${clusterName}/${associationId}`;
      return { id: associationId, thing: { ...request, clusterName, associationId, associationArn } };
    },
  },
};

/**
 * An EKS in front of moto's: it keeps add-ons and Pod Identity associations (https://docs.aws.amazon.com/eks/latest/APIReference),
 * which moto has no notion of, and hands everything else on. Only `create`, `describe` and `delete`: an update would fail.
 */
export class EksStandIn {
  static async start(motoUrl: string): Promise<EksStandIn> {
    const standIn = new EksStandIn(motoUrl);
    standIn.server.listen(0, "127.0.0.1");
    await once(standIn.server, "listening");
    return standIn;
  }

  private readonly server: Server;
  /** By path. */
  private readonly things = new Map<string, Thing>();

  private constructor(private readonly motoUrl: string) {
    this.server = createServer((request, response) => {
      this.answer(request, response).catch((error: unknown) => {
        send(response, 500, { message: String(error) });
      });
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** What it keeps of one kind (as the kind is called in paths): what the client asked for, and what EKS says of it. */
  kept(collection: string): readonly Thing[] {
    return [...this.things].filter(([path]) => path.includes(`/${collection}/`)).map(([, thing]) => thing);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, "close");
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const [path = ""] = (request.url ?? "").split("?");
    const [, cluster = "", name = "", id] = /^\/clusters\/([^/]+)\/([^/]+)(?:\/([^/]+))?$/.exec(path) ?? [];
    const collection = COLLECTIONS[name];
    if (collection === undefined) await this.handOn(request, body, response);
    else if (id !== undefined) this.describeOrDelete(collection, path, request.method, response);
    else {
      const { clientRequestToken: _idempotence, ...wanted } = JSON.parse(body.toString()) as Thing;
      const created = collection.create(cluster, wanted, this.kept(name).length + 1);
      this.things.set(`${path}/${created.id}`, created.thing);
      send(response, 200, { [collection.answersWith]: created.thing });
    }
  }

  private describeOrDelete({ answersWith }: Collection, path: string, method = "GET", response: ServerResponse): void {
    const thing = this.things.get(path);
    if (method === "DELETE") this.things.delete(path);
    if (thing !== undefined) {
      send(response, 200, { [answersWith]: thing });
      return;
    }
    response.setHeader("x-amzn-errortype", "ResourceNotFoundException");
    send(response, 404, { message: `There is no ${path}` });
  }

  /** With the client's signature, in which moto reads account and region. */
  private async handOn({ url = "", method, headers }: IncomingMessage, body: Buffer, response: ServerResponse): Promise<void> {
    const { authorization = "", "content-type": contentType = "application/json" } = headers;
    const answer = await fetch(`${this.motoUrl}${url}`, {
      method: method ?? "GET",
      headers: { authorization, "content-type": contentType },
      ...(body.length > 0 && { body }),
    });
    for (const name of ["content-type", "x-amzn-errortype"]) {
      const value = answer.headers.get(name);
      if (value !== null) response.setHeader(name, value);
    }
    response.writeHead(answer.status).end(await answer.text());
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
