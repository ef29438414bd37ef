// No two different (cluster, namespace, ServiceAccount) ever share a trust, a derived name or a principal.
import fc from "fast-check";
import { Cluster, FederatedWorkload, Issuer } from "../lib";
import { AwsTrust } from "../lib/aws";
import { AzureTrust } from "../lib/azure";
import { GoogleTrust } from "../lib/google";
import { checkTextValue } from "../lib/core/check-values";
import { derivedName } from "../lib/core/derived-name";
import { ACCOUNT_NAME, NAMESPACE } from "../lib/kubernetes/name-values";
import { resources, World, type Terraform } from "./world";

const TENANT = "22222222-2222-2222-2222-222222222222";

// Few letters, so that near twins ("a-b" and "a", "b-") come up often.
const label = fc.stringMatching(/^[ab0]([-ab0]{0,6}[ab0])?$/);
const subdomain = fc.array(label, { minLength: 1, maxLength: 3 }).map((labels) => labels.join("."));
const triple = fc.record({ cluster: label, namespace: label, name: subdomain });
const triples = fc.uniqueArray(triple, { minLength: 2, maxLength: 6, selector: (one) => JSON.stringify(one) });

interface Triple {
  readonly cluster: string;
  readonly namespace: string;
  readonly name: string;
}

/** One workload in three clouds for each triple, all in one stack. */
function build(all: readonly Triple[]): Terraform {
  const world = new World();
  const names = [...new Set(all.map(({ cluster }) => cluster))];
  const clusters = new Map(
    names.map((name) => [
      name,
      Cluster.selfManaged(world, `cluster-${name}`, {
        name,
        issuerUrl: `https://oidc.example.com/${name}`,
        provider: world.kubernetes(`of-${name}`),
      }),
    ]),
  );
  const issuers = [...clusters.values()].map(({ issuer }) => issuer);
  const aws = new AwsTrust(world, "aws", { issuers });
  const google = new GoogleTrust(world, "google", { issuers, project: "acme-prod", projectNumber: "123456789012" });
  const azure = new AzureTrust(world, "azure", { resourceGroupName: "acme", location: "westeurope", tenantId: TENANT });
  all.forEach(({ cluster, namespace, name }, index) => {
    new FederatedWorkload(world, `workload-${index}`, {
      clusters: [clusters.get(cluster)!],
      namespace,
      serviceAccountName: name,
      identities: { aws: aws.role(), google: google.serviceAccount(), azure: azure.managedIdentity() },
    });
  });
  return world.synth();
}

function distinct(terraform: Terraform, type: string, ...fields: readonly string[]): void {
  const values = resources(terraform, type).map((resource) => JSON.stringify(fields.map((field) => resource[field])));
  expect(values.length).toBeGreaterThan(0);
  expect(new Set(values).size).toBe(values.length);
}

describe("different workloads", () => {
  it("never share a trust, a derived name or a principal", () => {
    fc.assert(
      fc.property(triples, (all) => {
        const terraform = build(all);
        distinct(terraform, "aws_iam_role", "name");
        distinct(terraform, "aws_iam_role", "assume_role_policy");
        distinct(terraform, "google_service_account", "account_id");
        distinct(terraform, "google_service_account_iam_member", "member");
        distinct(terraform, "google_iam_workload_identity_pool", "workload_identity_pool_id");
        distinct(terraform, "azurerm_user_assigned_identity", "name");
        distinct(terraform, "azurerm_federated_identity_credential", "issuer", "subject");
      }),
      { numRuns: 60 },
    );
  });

  it("never share a trust even when each lives in a stack of its own at the same path", () => {
    fc.assert(
      fc.property(triple, triple, (one, other) => {
        fc.pre(JSON.stringify(one) !== JSON.stringify(other));
        const [first, second] = [build([one]), build([other])];
        const policy = (terraform: Terraform) => resources(terraform, "aws_iam_role")[0]!["assume_role_policy"];
        const member = (terraform: Terraform) => resources(terraform, "google_service_account_iam_member")[0]!["member"];
        const credential = (terraform: Terraform) => {
          const { issuer, subject } = resources(terraform, "azurerm_federated_identity_credential")[0]!;
          return JSON.stringify([issuer, subject]);
        };
        for (const trust of [policy, member, credential]) expect(trust(first)).not.toBe(trust(second));
        if (one.namespace !== other.namespace || one.name !== other.name) {
          expect(resources(first, "aws_iam_role")[0]!["name"]).not.toBe(resources(second, "aws_iam_role")[0]!["name"]);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe("derived names", () => {
  const word = fc.string({ unit: fc.constantFrom("a", "B", "-", "_", ".", "é", "0", "gcp"), maxLength: 40 });

  it("differ wherever what they stand for differs, and obey the cloud's rule", () => {
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 3 }),
        fc.array(word, { minLength: 1, maxLength: 3 }),
        (one, other) => {
          for (const rule of [
            { maxLength: 30, lowerCase: true },
            { maxLength: 32, lowerCase: true, reservedPrefix: "gcp-" },
            { maxLength: 64 },
          ]) {
            const name = derivedName(one, one, rule);
            expect(name).toMatch(rule.lowerCase ? /^[a-z]([a-z0-9-]*[a-z0-9])$/ : /^[A-Za-z]([A-Za-z0-9-]*[A-Za-z0-9])$/);
            expect(name.length).toBeGreaterThanOrEqual(6);
            expect(name.length).toBeLessThanOrEqual(rule.maxLength);
            if (rule.reservedPrefix !== undefined) expect(name.startsWith(rule.reservedPrefix)).toBe(false);
            expect(name === derivedName(other, other, rule)).toBe(JSON.stringify(one) === JSON.stringify(other));
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe("names of Kubernetes", () => {
  it("are taken when the API server would take them, and refused when not", () => {
    // The definition in words, not the expression that the library uses.
    const isLabel = (text: string) =>
      text.length > 0 &&
      Array.from(text).every((letter) => "abz019-".includes(letter)) &&
      !text.startsWith("-") &&
      !text.endsWith("-");
    const takes = (check: () => void) => {
      try {
        check();
        return true;
      } catch {
        return false;
      }
    };
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("a", "b", "z", "0", "1", "9", "-", ".", "A", "_", ":", "\n"), maxLength: 70 }),
        (text) => {
          expect(
            takes(() => {
              checkTextValue("x", NAMESPACE, text);
            }),
          ).toBe(isLabel(text) && text.length <= 63);
          expect(
            takes(() => {
              checkTextValue("x", ACCOUNT_NAME, text);
            }),
          ).toBe(text.split(".").every(isLabel));
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe("issuers", () => {
  it("stay as they were spelled, to the last character", () => {
    const url = fc
      .tuple(fc.stringMatching(/^[a-zA-Z0-9]{1,10}$/), fc.stringMatching(/^[a-zA-Z0-9/_.~-]{0,30}$/))
      .map(([host, path]) => `https://${host}.example/${path}`);
    fc.assert(
      fc.property(url, (text) => {
        const issuer = new Issuer({ name: "x", url: text });
        expect(issuer.url).toBe(text);
        expect(`https://${issuer.hostAndPath}`).toBe(text);
      }),
    );
  });
});
