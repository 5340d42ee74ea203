/** mocha's `spec`, closing with the line that the collector reads. */
const { reporters } = require('mocha');

module.exports = class extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once('end', () => {
      const { passes: passed, failures: failed, pending: skipped } = this.stats;
      console.log(`mocha-results ${JSON.stringify({ passed, failed, skipped })}`);
    });
  }
};
