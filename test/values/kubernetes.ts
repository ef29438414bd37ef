import type { RoomValues } from "./room";

export const KUBERNETES_VALUES: RoomValues = {};
