import type { Places } from "./body";
import type { Position } from "./lines";

/** Where a block stands, or an argument that it sets; undefined of what is not a block of this file. */
export function placeIn({ bodies, lines }: Places, body: object, argument = ""): Position | undefined {
  const place = bodies.get(body);
  return place === undefined ? undefined : lines.at(place.arguments.get(argument) ?? place.at);
}
