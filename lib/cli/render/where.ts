import type { Place } from "../../verify/read/configuration";

/** `main.tf:3:1`, as terminals and editors follow it. */
export const whereText = ({ file, line, column }: Place): string =>
  [file, line, column].filter((part) => part !== undefined).join(":");
