import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { main } from "../../lib/cli/cli";
import type { Io } from "../../lib/cli/io";

/** 2024-10-22T13:00:00Z, while the tokens of the tests are valid. */
export const NOW = 1_729_602_000;

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder with these files; what is not text is written as JSON. */
export function folderWith(files: Readonly<Record<string, unknown>>): string {
  const folder = mkdtempSync(join(tmpdir(), "cli-"));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
  }
  return folder;
}

type World = Partial<Io> & { readonly input?: string };

/** Runs the command line in a folder, as from a shell. */
export function run(cwd: string, argv: readonly string[], world: World = {}): Ran {
  const { io, said } = listening(cwd, world);
  const code = main(argv, io, "1.2.3");
  if (typeof code !== "number") throw new Error("this command answers later; use runLater");
  return { code, ...said };
}

/** The same for commands that take their time. */
export async function runLater(cwd: string, argv: readonly string[], world: World = {}): Promise<Ran> {
  const { io, said } = listening(cwd, world);
  const code = await main(argv, io, "1.2.3");
  return { code, ...said };
}

function listening(cwd: string, world: World): { readonly io: Io; readonly said: { out: string; err: string } } {
  const said = { out: "", err: "" };
  const io: Io = {
    cwd,
    env: {},
    outIsTerminal: false,
    errIsTerminal: false,
    out: (text) => void (said.out += text),
    err: (text) => void (said.err += text),
    stdin: () => world.input ?? "",
    now: () => NOW,
    ...world,
  };
  return { io, said };
}

export const EKS = "https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF";
const HOST = EKS.slice("https://".length);
const PROVIDER = `arn:aws:iam::123456789012:oidc-provider/${HOST}`;

export const ORDERS = "system:serviceaccount:shop:orders";

/** A stack with one role that trusts one subject. */
export function stackWith(subject: string, { operator = "StringEquals", name = "orders", policies = ["ReadOnly"] } = {}): object {
  const audience = { [`${HOST}:aud`]: "sts.amazonaws.com" };
  const wanted = { [`${HOST}:sub`]: subject };
  const isExact = operator === "StringEquals";
  const statement = {
    Effect: "Allow",
    Action: "sts:AssumeRoleWithWebIdentity",
    Principal: { Federated: PROVIDER },
    Condition: isExact ? { StringEquals: { ...wanted, ...audience } } : { StringEquals: audience, [operator]: wanted },
  };
  const attachments = policies.map((policy, index) => [
    `attachment_${index}`,
    { role: `\${aws_iam_role.${name}.name}`, policy_arn: `arn:aws:iam::aws:policy/${policy}` },
  ]);
  return {
    provider: { aws: [{ region: "eu-west-1", allowed_account_ids: ["123456789012"] }] },
    resource: {
      aws_iam_openid_connect_provider: { eu: { url: EKS, client_id_list: ["sts.amazonaws.com"] } },
      aws_iam_role: { [name]: { name, assume_role_policy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }) } },
      aws_iam_role_policy_attachment: Object.fromEntries(attachments) as object,
    },
  };
}

/** A token of a pod of the ServiceAccount. */
export function claims(more: Readonly<Record<string, unknown>> = {}): object {
  return { iss: EKS, sub: ORDERS, aud: ["sts.amazonaws.com"], iat: NOW - 60, nbf: NOW - 60, exp: NOW + 3_540, ...more };
}
