variable "account_id" {
  type = string
}

variable "repositories" {
  type    = list(string)
  default = []
}
