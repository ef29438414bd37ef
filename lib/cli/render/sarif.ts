import { createHash } from "node:crypto";
import type { Finding } from "../../verify/finding";
import type { Place, Problem } from "../../verify/read/configuration";
import { prose } from "./markdown";
import { plain } from "./plain";

/** A log of the Static Analysis Results Interchange Format. */
export interface SarifLog {
  readonly $schema: string;
  readonly version: "2.1.0";
  readonly runs: readonly object[];
}

/**
 * Findings as SARIF 2.1.0, with what GitHub's code scanning asks for: rules with help, a file and a line, and fingerprints that stay when lines
 * move. Terraform's JSON has no lines worth showing: there the line is 1, and the address a logical location.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarifOf(findings: readonly Finding[], ignored: readonly Finding[], problems: readonly Problem[]): SarifLog {
  const all = [...findings, ...ignored];
  const first = new Map(all.map((finding) => [finding.id, finding] as const).reverse());
  const ids = [...first.keys()].sort();
  const rules = ids.flatMap((id) => ruleOf(first.get(id)));
  const seen = new Map<string, number>();
  const results = all.map((finding, index) => {
    const key = `${finding.id} ${finding.place.address}`;
    const nth = (seen.get(key) ?? 0) + 1;
    seen.set(key, nth);
    return resultOf(finding, ids.indexOf(finding.id), fingerprint(`${key} ${nth}`), index >= findings.length);
  });
  const driver = {
    name: "cdktf-workload-identity",
    informationUri: "https://www.npmjs.com/package/cdktf-workload-identity",
    rules,
  };
  const toolExecutionNotifications = problems.map(({ place, what, cure }) => ({
    level: "warning",
    message: { text: unlinked(`${what}; ${cure}`) },
    locations: [locationOf(place)],
  }));
  const invocation = { executionSuccessful: true, toolExecutionNotifications };
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver },
        invocations: [invocation],
        columnKind: "utf16CodeUnits",
        automationDetails: { id: "cdktf-workload-identity/" },
        results,
      },
    ],
  };
}

/** How GitHub ranks security findings: high, medium, low. */
const SCORES: Readonly<Record<Finding["severity"], string>> = { error: "8.0", warning: "5.0", note: "2.0" };

function ruleOf(finding: Finding | undefined): object[] {
  if (finding === undefined) return [];
  const { id, severity, why, cure, source } = finding;
  return [
    {
      id,
      name: id.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
      shortDescription: { text: id.replaceAll("-", " ") },
      fullDescription: { text: plain(why) },
      help: {
        text: `Why: ${plain(why)}.\nCure: ${plain(cure)}.\n${plain(source)}`,
        markdown: `**Why:** ${prose(why)}.\n\n**Cure:** ${prose(cure)}.\n\n${prose(source)}`,
      },
      helpUri: source,
      defaultConfiguration: { level: severity },
      properties: { tags: ["security", "identity"], "security-severity": SCORES[severity] },
    },
  ];
}

function resultOf(finding: Finding, ruleIndex: number, print: string, isIgnored: boolean): object {
  const { id, severity, place, what, why, cure } = finding;
  return {
    ruleId: id,
    ruleIndex,
    level: severity,
    message: { text: unlinked(`${what}: ${why}. Cure: ${cure}.`) },
    locations: [locationOf(place)],
    partialFingerprints: { "findingAtAddress/v1": print },
    ...(isIgnored ? { suppressions: [{ kind: "external", justification: "ignored by --ignore" }] } : {}),
  };
}

/** In a message, `[text](target)` is a link even where it is plain text (3.11.6 of the standard): a name in a file makes none. */
const unlinked = (text: string): string => plain(text).replaceAll("](", "] (");

const locationOf = ({ file, address, line = 1, column }: Place): object => ({
  physicalLocation: {
    artifactLocation: { uri: uriOf(file) },
    region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) },
  },
  logicalLocations: [{ fullyQualifiedName: plain(address), kind: "resource" }],
});

/** A path as a URI reference: relative ones stay relative to the repository. */
function uriOf(file: string): string {
  const path = file.split("/").map(encodeURIComponent).join("/");
  return path.startsWith("/") ? `file://${path}` : path;
}

const fingerprint = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 32);
