terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

variable "repository" {
  type = string
}

variable "environments" {
  type     = list(string)
  default  = ["dev"]
  nullable = false
}

variable "suffix" {}

locals {
  owner = split("/", var.repository)[0]
  name  = regex("/(.+)$", var.repository)[0]
}

resource "aws_iam_openid_connect_provider" "github" {
  count           = var.suffix == "00" ? 1 : 0
  url             = "https://token.actions.githubusercontent.com"
  client_id_list  = ["sts.amazonaws.com"]
  thumbprint_list = ["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"]
}

resource "aws_iam_role" "deploy" {
  name = "deploy-${local.owner}-${local.name}-${var.suffix}"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }
      Condition = {
        StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com" }
        StringLike   = { "token.actions.githubusercontent.com:sub" = [for e in var.environments : "repo:${var.repository}:environment:${e}"] }
      }
    }]
  })
}

output "role_name" {
  value = aws_iam_role.deploy.name
}
