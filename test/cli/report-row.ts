import type { ReportRow } from "../../lib/cli/render/report-data";

/** One way in, of a report. */
export const row = (more: Partial<ReportRow> = {}): ReportRow => ({
  cloud: "AWS",
  mark: "c0",
  team: "https://a.example",
  issuer: "https://a.example",
  issuerName: "",
  subject: "s",
  audience: "sts",
  others: [],
  unknown: [],
  wide: false,
  kind: "AWS role",
  identity: "orders",
  address: "aws_iam_role.orders",
  permissions: [{ name: "ReadOnly", on: "" }],
  ...more,
});
