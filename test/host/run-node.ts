/** Runs mocha inside the Node extension host and says what came of it, in a line that the collector outside reads. */
import Mocha from 'mocha';

export async function runMocha(load: () => Promise<void>): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', color: false, timeout: 30_000, forbidOnly: true });
  mocha.suite.emit('pre-require', globalThis as unknown as Mocha.MochaGlobals, '', mocha);
  await load();
  await new Promise<void>((resolve, reject) => {
    const runner = mocha.run((failures) => (failures === 0 ? resolve() : reject(new Error(`${failures} tests failed`))));
    runner.once('end', () => {
      const { passes: passed = 0, failures: failed = 0, pending: skipped = 0 } = runner.stats ?? {};
      console.log(`mocha-results ${JSON.stringify({ passed, failed, skipped })}`);
    });
  });
}
