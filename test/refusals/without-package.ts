import type { Build } from "./refusal";

/** Builds while a file of an optional package is missing. */
export const without =
  (file: string, build: Build): Build =>
  (world) => {
    jest.doMock(file, () => {
      throw Object.assign(new Error(`Cannot find module '${file}'\nRequire stack:`), { code: "MODULE_NOT_FOUND" });
    });
    try {
      return build(world);
    } finally {
      jest.dontMock(file);
    }
  };
