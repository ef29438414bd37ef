/** Every call only reads: the roles Reader of the subscription and Directory Readers of the tenant suffice. */
export const COLLECT_AZURE = `# Azure: the subscription and the tenant that \`az account show\` names.
az identity list --output json > "$out/azure-identities.json"
ids=$(az identity list --query '[].id' --output tsv)
n=0
for id in $ids; do
  n=$((n + 1))
  group=$(az identity show --ids "$id" --query resourceGroup --output tsv)
  az identity federated-credential list --resource-group "$group" --identity-name "\${id##*/}" --output json > "$out/azure-identity-$n.json"
done
az role assignment list --all --output json > "$out/azure-assignments.json"
az role definition list --custom-role-only true --output json > "$out/azure-roles.json"
az ad app list --all --output json > "$out/azure-applications.json"
az ad sp list --all --filter "servicePrincipalType eq 'Application'" --output json > "$out/azure-service-principals.json"
applications=$(az ad app list --all --query '[].id' --output tsv)
for id in $applications; do
  credentials=$(az ad app federated-credential list --id "$id" --output json)
  printf '{"application": "%s", "credentials": %s}\\n' "$id" "$credentials" > "$out/azure-application-$id.json"
done
`;
