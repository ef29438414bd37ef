import type { Finding } from "../finding";
import { same, show } from "../text";
import type { KubernetesModel, ServiceAccount } from "./model";
import type { Pod } from "./pods";

const CLIENT_ID = "azure.workload.identity/client-id";
const USE = "azure.workload.identity/use";
const SOURCE = "https://azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations.html";

/** Pods that do not become what their ServiceAccounts may, because a webhook passes them by. */
export function findInPods({ pods, serviceAccounts }: KubernetesModel): Finding[] {
  return pods.flatMap((pod) => [...withoutLabel(pod, serviceAccounts), ...withoutServiceAccount(pod)]);
}

function withoutLabel(pod: Pod, serviceAccounts: readonly ServiceAccount[]): Finding[] {
  const { labels, label, place, namespace, serviceAccount } = pod;
  const own = serviceAccounts.find(
    (each) =>
      same(each.namespace, namespace) === "yes" &&
      same(each.name, serviceAccount) === "yes" &&
      Object.hasOwn(each.annotations, CLIENT_ID),
  );
  const used = labels[USE];
  if (own === undefined || (used !== undefined && same(used, "true") !== "no")) return [];
  return [
    {
      id: "kubernetes-pod-without-azure-label",
      severity: "warning",
      place,
      what: `${show(label)} runs as ${show(serviceAccount)}, which has the annotation ${CLIENT_ID}, and its pods lack the label ${USE}: "true"`,
      why: "the webhook of Azure Workload Identity changes pods with the label alone: without it the pod gets no token",
      cure: "add the label to the pod template",
      source: SOURCE,
    },
  ];
}

function withoutServiceAccount({ labels, label, place, namesServiceAccount, serviceAccount, namespace }: Pod): Finding[] {
  if (namesServiceAccount || serviceAccount !== "default" || labels[USE] === undefined) return [];
  return [
    {
      id: "kubernetes-pod-without-service-account",
      severity: "warning",
      place,
      what: `${show(label)} has the label ${USE} and names no ServiceAccount: it runs as ${show(namespace)}/default`,
      why: "whatever trusts another ServiceAccount refuses its tokens",
      cure: "set serviceAccountName in the pod template",
      source: "https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/",
    },
  ];
}
