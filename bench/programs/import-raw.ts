import { report } from "./clock";
import "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import "@cdktf/provider-aws/lib/iam-role";
import "@cdktf/provider-aws/lib/iam-role-policy";
import "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import "@cdktf/provider-kubernetes/lib/config-map-v1";
import "@cdktf/provider-kubernetes/lib/service-account-v1";
import "cdktf";
import "constructs";

report();
