import { COLLECT_KUBERNETES } from "./collect";
import { KUBERNETES_DUMPS } from "./dumps";
import type { Cloud, CloudModel } from "../cloud";
import { decisionOf } from "../decision";
import { findKubernetes } from "./findings";
import { readKubernetes, type KubernetesModel } from "./model";

/** Not a cloud that takes tokens: what the files say of ServiceAccounts, which the findings compare with the clouds' trust. */
export const KUBERNETES: Cloud = {
  name: "kubernetes",
  title: "Kubernetes",
  dumps: KUBERNETES_DUMPS,
  collect: COLLECT_KUBERNETES,
  requestFor: ({ address }) => ({ type: "become", identity: address }),
  read: (configuration): CloudModel => {
    const kubernetes = readKubernetes(configuration);
    const nothing = decisionOf([{ name: "identity", passed: "no", why: "Kubernetes lets nobody become anything here" }]);
    return {
      issuers: [],
      identities: [],
      takes: () => false,
      decide: () => nothing,
      become: () => nothing,
      findings: (all) => findKubernetes(kubernetes, all),
      own: kubernetes,
    };
  },
};

/** What the files say of Kubernetes. */
export const kubernetesOf = ({ clouds }: { readonly clouds: ReadonlyMap<string, CloudModel> }): KubernetesModel =>
  clouds.get(KUBERNETES.name)?.own as KubernetesModel;
