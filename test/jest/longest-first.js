// test/apply runs Terraform for most of a minute while the rest of the run keeps the cores busy: so it starts first.
const { default: Sequencer } = require("@jest/test-sequencer");

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const isApply = ({ path }) => /[\\/]test[\\/]apply[\\/]/.test(path);
    const sorted = super.sort(tests);
    return [...sorted.filter(isApply), ...sorted.filter((test) => !isApply(test))];
  }
};
