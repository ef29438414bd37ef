// AWS roles alone, for ServiceAccounts that exist.
import { libraryOnAws } from "./aws-workloads";

libraryOnAws("existing");
