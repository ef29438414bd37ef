/** Every call only reads: roles/iam.securityReviewer and roles/cloudasset.viewer suffice. */
export const COLLECT_GOOGLE = `# Google Cloud: the project PROJECT. SCOPE: where policies are searched, else the project: organizations/ID sees folders, too.
project=\${PROJECT:-$(gcloud config get-value project)}
gcloud projects list --format=json > "$out/google-projects.json"
gcloud iam service-accounts list --project "$project" --format=json > "$out/google-accounts.json"
gcloud iam workload-identity-pools list --project "$project" --location global --format=json > "$out/google-pools.json"
pools=$(gcloud iam workload-identity-pools list --project "$project" --location global --format='value(name.basename())')
for pool in $pools; do
  gcloud iam workload-identity-pools providers list --project "$project" --location global --workload-identity-pool "$pool" --format=json > "$out/google-pool-$pool.json"
done
roles=$(gcloud iam roles list --project "$project" --format='value(name.basename())')
for role in $roles; do
  gcloud iam roles describe "$role" --project "$project" --format=json > "$out/google-role-$role.json"
done
gcloud asset search-all-iam-policies --scope "\${SCOPE:-projects/$project}" --format=json > "$out/google-policies.json"
`;
