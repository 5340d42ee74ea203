/** Runs mocha's browser build inside the web worker extension host, which has neither process nor document. */
import 'mocha/mocha.js';

declare const mocha: BrowserMocha;

export async function runMocha(load: () => Promise<void>): Promise<void> {
  mocha.setup({ ui: 'bdd', reporter: 'spec', color: false, timeout: 30_000 });
  await load();
  await new Promise<void>((resolve, reject) => {
    const runner = mocha.run((failures) => (failures === 0 ? resolve() : reject(new Error(`${failures} tests failed`))));
    runner.once('end', () => {
      const { passes: passed = 0, failures: failed = 0, pending: skipped = 0 } = runner.stats ?? {};
      console.log(`mocha-results ${JSON.stringify({ passed, failed, skipped })}`);
    });
  });
}
