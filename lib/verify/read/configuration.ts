import type { JsonObject } from "../json";
import type { Root } from "./module";
import type { Snapshot } from "./snapshot";

/** Where something stands, for errors and findings. */
export interface Place {
  /** The file as the caller named it. */
  readonly file: string;
  /** The address in it, as Terraform writes it: `aws_iam_role.orders`, or a JSON path where there is none. */
  readonly address: string;
  /** Of HCL: from 1 on. */
  readonly line?: number;
  /** Of HCL: from 1 on, in UTF-16 units. */
  readonly column?: number;
}

/** Something that could not be read, or not wholly. Reading goes on without it. */
export interface Problem {
  readonly place: Place;
  /** What, with the value. */
  readonly what: string;
  readonly cure: string;
}

/**
 * An input that was not read: a module that a configuration calls, the state of another configuration, or a file. It may hold resources:
 * also such as concern things that it was not told of, because it can look them up.
 */
export interface Unread {
  readonly kind: "module" | "state" | "file";
  readonly place: Place;
  /** For people: `the module terraform-aws-modules/iam/aws`. */
  readonly what: string;
  /**
   * What is known of it, as one text: a module's source and arguments in a fixed order, their expressions evaluated as far as they can be; the
   * text of a file. Where it changes, so may what is in it.
   */
  readonly content: string;
  /** Whether it is told of this address, or name of the cloud's: a module's arguments hold it. Of a file or state it is unknown: true. */
  mentions(name: string): boolean;
}

/** What Terraform lets go of and does not destroy: `removed` with `destroy = false`, or forgotten by a plan. The cloud keeps it. */
export interface Forgotten {
  /** As in {@link Resource.address}; of a block, without an instance's key, or of a whole module. */
  readonly address: string;
  /** @default - a whole module */
  readonly type?: string;
  readonly place: Place;
}

/** A resource or data source, its expressions resolved as far as they can be. */
export interface Resource {
  /** Unique in the model: `aws_iam_role.orders`; with `<stack>/` before it where several inputs are read. */
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  /** Its arguments (and, from a state or plan, its computed attributes). Unknown values are holes: texts, whatever their type will be. */
  readonly values: JsonObject;
  /** The provider configuration: `<stack>/aws` or `<stack>/aws.eu`. Equal ones reach one account. */
  readonly provider: string;
  readonly place: Place;
  /** The addresses in `depends_on`, without its stack. Of configurations only: states and plans do not say. */
  readonly dependsOn?: readonly string[];
  /** The arguments whose changes Terraform ignores, or `all`: what the cloud has may be something else. Of configurations only. */
  readonly ignoresChanges?: readonly string[];
  /**
   * Set if it is not a block of the files, but what a synthesized file's metadata says of something that exists (then its mode is `data`): the
   * word of the user, who adopted it.
   */
  readonly adopted?: true;
  /** Set if `count` or `for_each` is unknown: there may be none of it, one, or many; `each` and `count` are holes. @default - exactly one */
  readonly perhaps?: true;
}

/** Whether Terraform leaves the argument as the cloud has it, once the resource is there. */
export function ignoresChangesOf({ ignoresChanges = [] }: Resource, argument: string): boolean {
  return ignoresChanges.includes(argument) || ignoresChanges.includes("all");
}

/** A provider block. */
export interface ProviderBlock {
  /** As in {@link Resource.provider}. */
  readonly key: string;
  readonly name: string;
  readonly values: JsonObject;
}

/** All that was read from the inputs. */
export interface Configuration {
  readonly resources: readonly Resource[];
  /** The resources of a type, managed and data. */
  ofType(type: string): readonly Resource[];
  /** The resource that this address or an attribute of it names (`aws_iam_role.x`, `aws_iam_role.x.arn`), if it was read. */
  at(address: string): Resource | undefined;
  readonly providers: ReadonlyMap<string, ProviderBlock>;
  readonly problems: readonly Problem[];
  readonly unread: readonly Unread[];
  readonly forgotten: readonly Forgotten[];
  /** How much of Terraform's own files was read. @default - nothing */
  readonly coverage?: Coverage;
  /** The numbers of Google projects that the inputs tell, by project id; `options` may know more. */
  readonly projectNumbers?: ReadonlyMap<string, string>;
  readonly options: ReadOptions;
}

/** How much was read of folders of Terraform. */
export interface Coverage {
  readonly files: number;
  /** Modules that are applied by themselves. */
  readonly roots: number;
  /** Other modules that they call, each counted once. */
  readonly modules: number;
  /** Calls of modules that are not there. */
  readonly unreadModules: number;
}

/** One input: the text of a file, or what JSON.parse made of it. */
export interface Input {
  /** Its name in errors, findings and addresses: a path. */
  readonly name: string;
  /** Terraform JSON as cdktf writes it (`cdk.tf.json`), or `terraform show -json` of a plan or a state. */
  readonly json: string | object;
  /** A module that was read from its folder, in the place of `json`. @internal */
  readonly root?: Root;
  /** What stands in an account, in the place of `json`. @internal */
  readonly dumped?: Dumped;
}

/** What the dumps of one folder hold. */
export interface Dumped {
  readonly snapshot: Snapshot;
  readonly problems: readonly Problem[];
  /** Whether it is manifests alone, which are read beside Terraform and are not another stack of it. */
  readonly isOfClusters: boolean;
  /** Dumps that do not tell what they are of. */
  readonly unread: readonly Input[];
}

/** What the files do not say. */
export interface ReadOptions {
  /** Values of input variables. @default - a variable is unknown, even with a default: another value may be given at apply */
  readonly variables?: Readonly<Record<string, unknown>>;
  /** Whether variables that have no value take their defaults. Of modules that are called, they do so for certain. @default false */
  readonly defaults?: boolean;
  /** What `terraform.workspace` is. @default - unknown */
  readonly workspace?: string;
  /**
   * The AWS account of each provider configuration (`aws`, `aws.eu`), or of all.
   * @default - from `allowed_account_ids` and `assume_role` of the provider block, and from known ARNs
   */
  readonly awsAccounts?: string | Readonly<Record<string, string>>;
  /** The numbers of Google projects by their ids. @default - from `google_project` resources and data, plans and states, and providers' own audiences */
  readonly googleProjectNumbers?: Readonly<Record<string, string>>;
  /**
   * Files that are there and cannot be read here, such as HCL: what they hold may let somebody in, and a difference shows where they change.
   * @default - none
   */
  readonly unreadFiles?: readonly { readonly name: string; readonly text: string }[];
  /** Whether the files hold everything that exists: what is not there is not. @default false: it may exist elsewhere */
  readonly complete?: boolean;
}
