import type { RoomValues } from "./room";

export const AWS_VALUES: RoomValues = {};
