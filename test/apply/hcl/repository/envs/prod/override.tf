resource "aws_iam_role" "readers" {
  path = "/readers/"
}
