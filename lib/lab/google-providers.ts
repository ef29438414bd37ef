import type { Model } from "../verify";
import type { Provider } from "../verify/google/trust";
import type { StandIns } from "./stand-ins";
import { googleOf } from "../verify/google/cloud";

/** A provider of a pool as clients name it. */
export interface LabProvider {
  readonly provider: Provider;
  /** `//iam.googleapis.com/projects/NUMBER/…/providers/ID`, as a client says it: known. */
  readonly audience: string;
  /** What the evaluator calls it. */
  readonly name: string;
  /** The audience that its tokens carry, as a client says it. @default - only apply knows it */
  readonly tokenAudience: string | undefined;
}

/** The providers of the files, with numbers made up for projects whose number is unknown. */
export function labProviders(model: Model, names: StandIns): readonly LabProvider[] {
  return googleOf(model).providers.map((provider) => {
    const { pool, id } = provider;
    const name = `projects/${pool.number}/locations/global/workloadIdentityPools/${pool.id}/providers/${id}`;
    const told = provider.audiences?.[0];
    return {
      ...{ provider, name },
      audience: names.concrete(`//iam.googleapis.com/${name}`),
      tokenAudience: provider.audiences === undefined ? undefined : names.concrete(told ?? `https://iam.googleapis.com/${name}`),
    };
  });
}
