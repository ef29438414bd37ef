import type { JsonObject } from "../json";

/** What a plan or a state holds: resources with their values, and what it tells of providers. */
export interface Snapshot {
  readonly resources: readonly SnapshotResource[];
  /** By key, without the prefix. */
  readonly providers: ReadonlyMap<string, JsonObject>;
}

/** A resource or data source of a plan or a state. */
export interface SnapshotResource {
  /** As Terraform writes it, with its module and its key: `module.a["b"].aws_iam_role.c[0]`. */
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  /** Without the prefix: `aws.eu`. */
  readonly provider: string;
  readonly values: JsonObject;
  /** The file that told it, of several. @default - the one file */
  readonly file?: string;
}
