import type { KeyCatalogue, SecretText } from "../keys/key-catalogue";

const SECRET: SecretText = { key: "an AWS secret access key", severity: "error" };
const ACCESS_KEY_ID = /(?<![A-Za-z0-9+/])(AKIA|ASIA)[A-Z2-7]{16}(?![A-Za-z0-9+/])/;
const WRITTEN = /aws_secret_access_key["']?\s{0,9}[=:]\s{0,9}["']?[^\s"'$]/i;
const NAME = /(^|[^a-z])(aws_?secret_?(access_?)?key|secret_?access_?key)$|^aws_?secret_?access_?key/i;

export const AWS_KEYS: KeyCatalogue = {
  cure: "let the workload assume a role with its own token instead: AwsTrust, or EKS Pod Identity",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-workloads-use-roles",
  resources: {
    aws_iam_access_key: {
      severity: "error",
      key: "an access key of an IAM user",
      secrets: ["secret", "encrypted_secret", "ses_smtp_password_v4", "encrypted_ses_smtp_password_v4"],
    },
    aws_iam_service_specific_credential: {
      severity: "warning",
      key: "a password of an IAM user for one service",
      secrets: ["service_password", "service_credential_secret"],
    },
  },
  providers: { aws: [{ name: "secret_key", key: "a secret access key" }] },
  spelled: (text) => {
    const [id] = ACCESS_KEY_ID.exec(text) ?? [];
    if (id?.startsWith("AKIA") === true) return { key: "an AWS access key id", severity: "error" };
    if (id !== undefined) return { key: "the id of temporary AWS credentials", severity: "warning" };
    return WRITTEN.test(text) ? SECRET : undefined;
  },
  named: (name, text) => {
    if (NAME.test(name)) return SECRET;
    // Many programs have a secret key of their own (SECRET_KEY of Django); AWS's has a form.
    return /(^|[^a-z])secret_?key$/i.test(name) && hasForm(text) ? SECRET : undefined;
  },
};

const hasForm = (text: string): boolean =>
  [text, Buffer.from(text, "base64").toString("utf8")].some((each) => /^[A-Za-z0-9+/]{40}$/.test(each.trim()));
