import type { AwsModel } from "./aws/model";
import type { AzureModel } from "./azure/model";
import type { GoogleModel } from "./google/model";
import type { KubernetesModel } from "./kubernetes/model";
import type { ModelIdentity } from "./model-identity";
import type { Configuration } from "./read/configuration";
import type { TrustedIssuer } from "./trusted-issuer";

/** Who trusts whom, as the files say. */
export interface Model {
  readonly configuration: Configuration;
  /** @internal */
  readonly aws: AwsModel;
  /** @internal */
  readonly google: GoogleModel;
  /** @internal */
  readonly azure: AzureModel;
  /** @internal */
  readonly kubernetes: KubernetesModel;
  readonly issuers: readonly TrustedIssuer[];
  readonly identities: readonly ModelIdentity[];
  /** The identities that an address or a name of the cloud's stands for: several, if it is not unique. By index. */
  named(name: string): readonly ModelIdentity[];
}
