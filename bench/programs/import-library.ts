import { report } from "./clock";
import "cdktf-workload-identity";
import "cdktf-workload-identity/aws";

report();
