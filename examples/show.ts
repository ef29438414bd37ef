// Runs an example and prints, from the Terraform that it wrote, what was written where and who may now become what.
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";

type Resource = Readonly<Record<string, unknown>>;
type Resources = Readonly<Record<string, Readonly<Record<string, Resource>>>>;

interface Row {
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
  readonly identity: string;
  readonly permissions: string;
}

function show(file: string, resources: Resources): void {
  console.log(`\nWritten to ${relative(process.cwd(), file)}\n`);
  table(
    ["what", "how many", "where"],
    Object.entries(resources).map(([type, byName]) => [type, String(Object.keys(byName).length), places(byName)]),
  );
  const rows = [...awsRows(resources), ...googleRows(resources), ...azureRows(resources)];
  const issuers = [...new Set(rows.map(({ issuer }) => issuer))];
  console.log("\nWho signs\n");
  table(
    ["issuer", "URL"],
    issuers.map((issuer, index) => [`[${index + 1}]`, issuer]),
  );
  console.log("\nWho may now become what\n");
  table(
    ["issuer", "subject", "audience", "becomes", "with"],
    rows.map((row) => [`[${issuers.indexOf(row.issuer) + 1}]`, row.subject, row.audience, row.identity, row.permissions]),
  );
  console.log("\nNobody else, and no key anywhere. Next: look at the file, or run `npx --yes cdktf-cli@0.21.0 diff`.\n");
}

function places(byName: Readonly<Record<string, Resource>>): string {
  const aliases = Object.values(byName).map(({ provider }) => (typeof provider === "string" ? provider : "default provider"));
  return [...new Set(aliases)].join(", ");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((title, column) =>
    Math.max(...[head, ...rows].map((row) => (row === head ? title : row[column]!).length)),
  );
  const line = (cells: readonly string[]) =>
    `  ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join("  ")}`.trimEnd();
  console.log([line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n"));
}

/** The resource that an expression such as `${aws_iam_role.orders.arn}` reads. */
function referenced(resources: Resources, expression: unknown): Resource | undefined {
  const [, type = "", id = ""] = /\$\{([a-z0-9_]+)\.([A-Za-z0-9_-]+)\./.exec(String(expression)) ?? [];
  return resources[type]?.[id];
}

const all = (resources: Resources, type: string): (Resource & { readonly id: string })[] =>
  Object.entries(resources[type] ?? {}).map(([id, resource]) => ({ ...resource, id }));

const short = (text: unknown): string => String(text).replace(/^.*(?=\/(providers|resourceGroups|policy)\/)/, "…");

function awsRows(resources: Resources): Row[] {
  return all(resources, "aws_iam_role").flatMap((role) => {
    const policies = [...all(resources, "aws_iam_role_policy_attachment"), ...all(resources, "aws_iam_role_policy")].filter(
      (policy) => referenced(resources, policy["role"]) === resources["aws_iam_role"]?.[role.id],
    );
    const permissions = policies.map((policy) => short(policy["policy_arn"] ?? policy["name"])).join(", ");
    const { Statement } = JSON.parse(role["assume_role_policy"] as string) as {
      Statement: { Principal: { Federated: string }; Condition: { StringEquals: Record<string, string> } }[];
    };
    return Statement.map(({ Principal, Condition }) => {
      const claims = Object.entries(Condition.StringEquals);
      const claim = (suffix: string) => claims.find(([key]) => key.endsWith(`:${suffix}`))?.[1] ?? "";
      const issuer = (referenced(resources, Principal.Federated)?.["url"] ?? Principal.Federated) as string;
      return {
        issuer,
        subject: claim("sub"),
        audience: claim("aud"),
        identity: `AWS role ${String(role["name"])}`,
        permissions,
      };
    });
  });
}

function googleRows(resources: Resources): Row[] {
  return all(resources, "google_service_account_iam_member").flatMap((binding) => {
    const account = referenced(resources, binding["service_account_id"]);
    const permissions = all(resources, "google_project_iam_member")
      .filter(({ member }) => referenced(resources, member) === account)
      .map(({ role, project }) => `${String(role)} on ${String(project)}`);
    const [, pool, subject = ""] = /workloadIdentityPools\/([^/]+)\/subject\/(.*)$/.exec(String(binding["member"])) ?? [];
    return all(resources, "google_iam_workload_identity_pool_provider")
      .filter((provider) => provider["workload_identity_pool_id"] === pool)
      .map((provider) => {
        const { issuer_uri, allowed_audiences } = provider["oidc"] as { issuer_uri: string; allowed_audiences: string[] };
        const identity = `Google service account ${String(account?.["account_id"] ?? binding["service_account_id"])}`;
        return {
          issuer: issuer_uri,
          subject,
          audience: allowed_audiences.map(short).join(", "),
          identity,
          permissions: permissions.join(", "),
        };
      });
  });
}

function azureRows(resources: Resources): Row[] {
  return all(resources, "azurerm_federated_identity_credential").map((credential) => {
    const identity = referenced(resources, credential["parent_id"]);
    const permissions = all(resources, "azurerm_role_assignment")
      .filter(({ principal_id }) => referenced(resources, principal_id) === identity)
      .map(({ role_definition_name, scope }) => `${String(role_definition_name)} on ${short(scope)}`);
    return {
      issuer: String(credential["issuer"]),
      subject: String(credential["subject"]),
      audience: (credential["audience"] as string[]).join(", "),
      identity: `Azure managed identity ${String(identity?.["name"])}`,
      permissions: permissions.join(", "),
    };
  });
}

const name = process.argv[2] ?? "three-clouds";
const out = process.env["CDKTF_OUTDIR"] ?? "cdktf.out";
process.env["CDKTF_OUTDIR"] = out;

// eslint-disable-next-line @typescript-eslint/no-require-imports -- an example runs when it is loaded
require(join(__dirname, name, "main.ts"));
const written = join(out, "stacks", name, "cdk.tf.json");
show(written, (JSON.parse(readFileSync(written, "utf8")) as { resource: Resources }).resource);
