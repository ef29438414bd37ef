import type { RoomValues } from "./room";

export const AZURE_VALUES: RoomValues = {};
