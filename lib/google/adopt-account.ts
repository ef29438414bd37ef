import type { ServiceAccount } from "@cdktf/provider-google/lib/service-account";
import type { IConstruct } from "constructs";
import { checkTextValue } from "../core/check-values";
import { text } from "../core/values";

const IMPORT_ID = text({
  noun: "the service account to import",
  code: "GOOGLE_ID_INVALID",
  cure: 'name it whole, with the id of its project, such as "projects/acme-prod/serviceAccounts/orders@acme-prod.iam.gserviceaccount.com"',
  source: "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/google_service_account#import",
  does: "refused",
  example: "projects/acme-prod/serviceAccounts/orders@acme-prod.iam.gserviceaccount.com",
  // By the project's number or "-", Terraform would keep that for the project, and the next plan would replace the account.
  pattern: /^projects\/[a-z][a-z0-9.:-]+\/serviceAccounts\/[a-z][a-z0-9-]+@[a-z0-9.-]+\.iam\.gserviceaccount\.com$/,
  mustBeKnown: true,
});

/** Takes over a service account that exists. */
export function importAccount(scope: IConstruct, account: ServiceAccount, id: string): void {
  checkTextValue(scope.node.path, IMPORT_ID, id);
  account.importFrom(id);
}
