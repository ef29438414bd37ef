// jest's globalTeardown: see temp-folder.js.
module.exports = function teardown() {
  globalThis.removeTempFolder();
};
