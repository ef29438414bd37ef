import { AWS } from "./aws/cloud";
import { AZURE } from "./azure/cloud";
import type { Cloud } from "./cloud";
import { GOOGLE } from "./google/cloud";
import { KUBERNETES } from "./kubernetes/cloud";

/** Every cloud that is read, in the order of reports. */
export const CLOUDS: readonly Cloud[] = [AWS, GOOGLE, AZURE, KUBERNETES];

/** The cloud of a name. */
export const cloudNamed = (name: string): Cloud | undefined => CLOUDS.find((cloud) => cloud.name === name);
