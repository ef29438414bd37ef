variable "name" {
  type = string
}

variable "provider_arn" {
  type = string
}

variable "service_accounts" {
  type = list(object({
    namespace = string
    name      = optional(string, "default")
  }))
}

variable "policy_arns" {
  type    = set(string)
  default = []
}

variable "audience" {
  default = "sts.amazonaws.com"
}

locals {
  host = element(split("oidc-provider/", var.provider_arn), 1)
}

data "aws_iam_policy_document" "trust" {
  dynamic "statement" {
    for_each = var.service_accounts
    iterator = account

    content {
      sid     = "Account${account.key}"
      actions = ["sts:AssumeRoleWithWebIdentity"]

      principals {
        type        = "Federated"
        identifiers = [var.provider_arn]
      }

      dynamic "condition" {
        for_each = {
          sub = "system:serviceaccount:${account.value.namespace}:${account.value.name}"
          aud = var.audience
        }
        content {
          test     = "StringEquals"
          variable = "${local.host}:${condition.key}"
          values   = [condition.value]
        }
      }
    }
  }
}

resource "aws_iam_role" "this" {
  name               = "irsa-${var.name}"
  assume_role_policy = data.aws_iam_policy_document.trust.json

  lifecycle { create_before_destroy = false }
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each   = var.policy_arns
  role       = aws_iam_role.this.name
  policy_arn = each.value
}

output "role_name" {
  value = aws_iam_role.this.name
}
