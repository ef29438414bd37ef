// The same as library-aws by hand.
import { rawOnAws } from "./raw-aws-workloads";

rawOnAws(false);
