# What people write: a cluster that exists, workloads from a table, pipelines by a module for each repository.
terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "mock"
  secret_key                  = "mock"
  allowed_account_ids         = []
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

provider "aws" {
  alias                       = "us"
  region                      = "us-east-1"
  access_key                  = "mock"
  secret_key                  = "mock"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

locals {
  issuer     = "https://oidc.eks.eu-west-1.amazonaws.com/id/ABCDEF0123456789"
  host       = replace(local.issuer, "/^https:\\/\\//", "")
  accounts   = yamldecode("prod: '111122223333'")
  provider   = "arn:aws:iam::${var.account_id}:oidc-provider/${local.host}"
  workloads  = jsondecode(file("${path.module}/workloads.json"))
  namespaces = distinct([for w in local.workloads : w.namespace])
  by_name    = { for w in local.workloads : w.name => w }
  grouped    = { for w in local.workloads : w.namespace => w.name... }
}

module "irsa" {
  source   = "../../modules/irsa"
  for_each = local.by_name

  name         = each.key
  provider_arn = local.provider
  service_accounts = [
    {
      namespace = each.value.namespace
      name      = try(each.value.service_account, each.key)
    },
  ]
  policy_arns = lookup(each.value, "policies", [])
}

module "github" {
  source       = "../../modules/github"
  count        = length(var.repositories)
  repository   = var.repositories[count.index]
  environments = count.index == 0 ? ["prod", "stage"] : null
  suffix       = format("%02d", count.index)

  providers = {
    aws = aws.us
  }
}

resource "aws_iam_role" "readers" {
  for_each = toset(local.namespaces)
  name     = "${each.value}-reader"

  assume_role_policy = templatefile("${path.module}/trust.json.tftpl", {
    provider = local.provider
    host     = local.host
    subjects = [for name in local.grouped[each.value] : "system:serviceaccount:${each.value}:${name}"]
  })
}

resource "aws_iam_role_policy" "heredoc" {
  name   = "inline"
  role   = aws_iam_role.readers[local.namespaces[0]].id
  policy = <<-EOT
    {
      "Version": "2012-10-17",
      "Statement": [
        {"Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::${join("-", ["acme", basename(path.module) == "prod" ? "x" : "data"])}/$${aws:username}/*"}
      ]
    }
  EOT
}

output "roles" {
  value = merge({ for name, m in module.irsa : name => m.role_name }, { github = module.github[*].role_name })
}
