import { Issuer } from "../../lib";
import { ISSUER_PROPS } from "../../lib/core/issuer-values";
import type { RoomValues } from "./room";

export const CI_VALUES: RoomValues = {
  IssuerProps: {
    rules: ISSUER_PROPS,
    build: (_world, options) => new Issuer({ name: "edge", url: "https://oidc.example.com", ...options }),
  },
};
