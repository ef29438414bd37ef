// AWS roles and the ServiceAccounts that use them.
import { libraryOnAws } from "./aws-workloads";

libraryOnAws("create");
