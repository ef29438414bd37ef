/** Every call only reads: `iam:Get*`, `iam:List*`, `eks:List*`, `eks:Describe*`, `ec2:DescribeRegions`. */
export const COLLECT_AWS = `# AWS: the account of the credentials in use. REGIONS: those with clusters, else all that are enabled.
aws iam get-account-authorization-details --filter Role LocalManagedPolicy AWSManagedPolicy --output json > "$out/aws-account.json"
aws iam list-open-id-connect-providers --output json > "$out/aws-providers.json"
n=0
providers=$(aws iam list-open-id-connect-providers --query 'OpenIDConnectProviderList[].Arn' --output text)
for arn in $providers; do
  n=$((n + 1))
  aws iam get-open-id-connect-provider --open-id-connect-provider-arn "$arn" --output json > "$out/aws-provider-$n.json"
done
regions=\${REGIONS:-$(aws ec2 describe-regions --query 'Regions[].RegionName' --output text)}
for region in $regions; do
  clusters=$(aws eks list-clusters --region "$region" --query 'clusters[]' --output text)
  for cluster in $clusters; do
    of="$out/aws-$region-$cluster"
    aws eks describe-cluster --region "$region" --name "$cluster" --output json > "$of.json"
    aws eks list-pod-identity-associations --region "$region" --cluster-name "$cluster" --output json > "$of-associations.json"
    associations=$(aws eks list-pod-identity-associations --region "$region" --cluster-name "$cluster" --query 'associations[].associationId' --output text)
    for id in $associations; do
      aws eks describe-pod-identity-association --region "$region" --cluster-name "$cluster" --association-id "$id" --output json > "$of-$id.json"
    done
  done
done
`;
