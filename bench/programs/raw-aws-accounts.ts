// The same as library-aws-accounts by hand.
import { rawOnAws } from "./raw-aws-workloads";

rawOnAws(true);
