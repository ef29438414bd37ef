import type { RoomValues } from "./room";

export const GOOGLE_VALUES: RoomValues = {};
