/**
 * Runs a test module inside the extension host of the served VS Code, with a headless browser as its window, and tells how it
 * ended. The workbench says 0 also when the extension host crashed or called process.exit, so a 0 is believed only when the
 * server saw the host end well and the run printed its results.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { format } from 'node:util';
import { openBrowser } from './chromium.mjs';
import { remoteUri, startServer, workbenchUrl } from './server.mjs';

/**
 * @param {object} run
 * @param {string} run.extension folder of the extension under test
 * @param {string} run.tests module with `run(): Promise<void>`
 * @param {string} [run.folder] folder to open
 * @param {'web'} [run.kind] web: the web worker extension host; absent: the Node one
 * @param {RegExp} run.expect what a believable run prints
 * @param {number} run.timeout ms
 * @param {string} [run.screenshot] picture of the window, when the run hangs
 * @param {(line: string, isError: boolean) => void} run.log
 * @param {object} [run.server] options of the server
 * @returns {Promise<number>} exit code
 */
export async function runExtensionTests({ extension, tests, folder, kind, expect, timeout, screenshot, log, server: options }) {
  const server = await startServer({ ...options, automation: true, settings: hostChoice(extension, kind) });
  let finish;
  const finished = new Promise((done) => {
    finish = done;
  });
  const interrupt = () => finish({ code: 130, why: 'interrupted' });
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  let browser;
  let sawResults = false;
  try {
    const opened = await openBrowser();
    browser = opened.browser;
    const page = await opened.context.newPage();
    await page.exposeFunction('codeAutomationLog', (type, args) => {
      const line = format(...args);
      sawResults ||= expect.test(line);
      log(line, type === 'error');
    });
    await page.exposeFunction('codeAutomationExit', (code) => finish({ code }));
    page.on('crash', () => finish({ code: 1, why: 'the page crashed' }));
    server.child.on('exit', () => finish({ code: 1, why: 'the server ended' }));
    const hung = setTimeout(async () => {
      if (screenshot) await page.screenshot({ path: screenshot }).catch(() => {});
      finish({ code: 1, why: `nothing came of it within ${timeout / 1000} s` });
    }, timeout);
    const payload = [
      ['extensionDevelopmentPath', remoteUri(server, extension)],
      ['extensionTestsPath', remoteUri(server, tests)],
    ];
    await page.goto(workbenchUrl(server, { folder, payload }));
    const end = await finished;
    clearTimeout(hung);
    const why = end.why ?? (end.code === 0 ? await doubt(server, kind, sawResults) : undefined);
    if (why) log(`The run does not count: ${why}.`, true);
    return why && end.code === 0 ? 1 : end.code;
  } finally {
    process.removeListener('SIGINT', interrupt).removeListener('SIGTERM', interrupt);
    await browser?.close().catch(() => {});
    await server.stop();
  }
}

/** Why a 0 is not to be believed, if so. The web worker host has no process that could be asked. */
async function doubt(server, kind, sawResults) {
  if (kind !== 'web') {
    for (let waited = 0; waited < 50 && server.hostExits().length === 0; waited++) await sleep(100);
    const bad = server.hostExits().find(({ code, signal }) => code !== '0' || signal !== 'null');
    if (bad) return `the extension host process died (code ${bad.code}, signal ${bad.signal})`;
  }
  return sawResults ? undefined : 'it ended without results';
}

/** The workbench parses the payload key for the extension kind but does not use it; this setting is read. */
function hostChoice(extension, kind) {
  if (kind === undefined) return {};
  const { publisher, name } = JSON.parse(readFileSync(join(extension, 'package.json'), 'utf8'));
  return { 'remote.extensionKind': { [`${publisher}.${name}`]: [kind] } };
}
