/** Every call only reads. No secret is asked for. */
export const COLLECT_KUBERNETES = `# Kubernetes: the cluster of kubectl's current context.
kubectl get serviceaccounts,pods --all-namespaces --output json > "$out/kubernetes-$(kubectl config current-context | tr -c 'A-Za-z0-9\\n' -).json"
`;
