import { GOOGLE_LIMITS } from "../facts/google";
import { given, text } from "../core/values";

const PROJECTS = "https://cloud.google.com/resource-manager/docs/creating-managing-projects";

/** The project of pools and service accounts: by its number, the provider would make it anew at every apply. */
export const PROJECT = text({
  noun: "the project id",
  code: "GOOGLE_PROJECT_INVALID",
  cure: 'give the id of the project, such as "acme-prod", not its number and nothing before it',
  source: PROJECTS,
  does: "refused",
  example: "acme-prod",
  ...GOOGLE_LIMITS.project,
});

export const PROJECT_NUMBER = text({
  noun: "the project number",
  code: "GOOGLE_PROJECT_INVALID",
  cure: 'give the number, not the id (IAM members take the number only): "gcloud projects describe PROJECT --format=value(projectNumber)", or data.google_project.number',
  source: PROJECTS,
  does: "refused",
  example: "123456789012",
  ...GOOGLE_LIMITS.number,
});

export const TERRAFORM_PROVIDER = given("the Terraform provider", "cdktf");
