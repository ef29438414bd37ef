/** What the lab is and is not, for people. */
export const ABOUT = [
  "The lab answers as the token services of AWS, Google Cloud and Azure would, by what the Terraform says. It is not the clouds:",
  "- Its tokens and keys are its own: no API but the lab's takes them, and there is no data plane (no S3, no Pub/Sub, no Key Vault).",
  "- Its decisions are as good as the rules of `verify`. What is undetermined is refused, and the log says so.",
  "- Every issuer is the lab's: its keys stand for the cluster's own, also where a provider holds the cluster's keys inline.",
  "- What Terraform learns at apply (account numbers, client ids, issuers of new clusters) has stable made-up values here.",
  "- GKE's metadata server is not there: pods of GKE's own workload identity get nothing here.",
].join("\n");
