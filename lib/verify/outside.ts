import type { Configuration } from "./read/configuration";

/** What may say more of an identity than the files do, where what lets somebody in need not stand beside it: bindings, credentials. */
export interface Outside {
  /** What was not read and may hold such a thing, for people. @default - nothing: a deny stands as far as these files say */
  readonly unread?: string;
  /** What a deny takes for granted, as in `Decision.assumes`. */
  readonly assumes: readonly string[];
}

/**
 * What may stand outside of what was read: `thing` is a credential or binding of the identity, `names` what the identity is called. A file may
 * hold it, and a module that is told of the identity; that another module has it is not assumed, and said.
 */
export function outsideOf({ unread, options }: Configuration, thing: string, names: readonly string[]): Outside {
  const inputs = unread.filter(({ kind }) => kind !== "state");
  const told = inputs.find((input) => names.some((name) => input.mentions(name)));
  const others = [...new Set(inputs.map(({ what }) => what))];
  return {
    ...(told === undefined ? {} : { unread: `whether ${thing} is in ${told.what}, which is unread` }),
    assumes: [
      ...others.map((what) => `no ${thing} in ${what}, which is unread`),
      ...(options.complete === true ? [] : [`no ${thing} outside these files`]),
    ],
  };
}
