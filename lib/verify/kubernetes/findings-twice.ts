import type { Finding } from "../finding";
import { isKnown, same, show } from "../text";
import { ANNOTATIONS } from "./annotations";
import type { ServiceAccount } from "./model";
import { subjectOf } from "./subject";

/** ServiceAccounts of one name on one cluster that are annotated with different identities: the cluster has one of them, and one annotation. */
export function findTwice(serviceAccounts: readonly ServiceAccount[]): Finding[] {
  const first = new Map<string, ServiceAccount>();
  return serviceAccounts.flatMap((serviceAccount): Finding[] => {
    const subject = subjectOf(serviceAccount);
    return ANNOTATIONS.flatMap(({ key, source }): Finding[] => {
      const value = Object.hasOwn(serviceAccount.annotations, key) ? serviceAccount.annotations[key] : undefined;
      if (value === undefined || !isKnown(subject)) return [];
      const place = JSON.stringify([serviceAccount.provider, subject, key]);
      const other = first.get(place);
      first.set(place, other ?? serviceAccount);
      const otherValue = other?.annotations[key] ?? value;
      if (other === undefined || same(otherValue, value) !== "no") return [];
      return [
        {
          id: "kubernetes-annotated-twice",
          severity: "warning",
          place: serviceAccount.place,
          what: `${key} of ${subject} is ${show(value).slice(0, 200)}, and ${other.address} says ${show(otherValue).slice(0, 200)}`,
          why: "both are one ServiceAccount on the cluster, and it becomes whichever was written last",
          cure: "give each workload a ServiceAccount of its own",
          source,
        },
      ];
    });
  });
}
