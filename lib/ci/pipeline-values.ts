import type { IdentityRequests } from "../core/identity";
import { given, list, required, type RulesOf } from "../core/values";
import type { FederatedPipelineProps } from "./federated-pipeline";

/** What a pipeline takes. */
export const FEDERATED_PIPELINE_PROPS: RulesOf<FederatedPipelineProps<IdentityRequests>> = {
  subjects: required(
    list({
      noun: "the list of jobs",
      code: "SUBJECTS_EMPTY",
      cure: 'list what a source makes, such as GitHub.branch("acme/api", "main")',
      source: "ours: who may become the identities",
      of: given("a job", "checkJobs", "SUBJECT_INVALID"),
    }),
  ),
  identities: required(given("the record of identities", "checkIdentities")),
};
