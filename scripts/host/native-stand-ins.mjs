/**
 * Two native modules of the server are not compiled by an install without scripts: its log writer and its watchdog. These
 * stand-ins do the same in JavaScript, so that logs exist and no server outlives the process that started it. Exports are written
 * out one by one: only so does an ES module that imports them see their names.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const LOG_WRITER = `const { appendFileSync } = require('node:fs');
const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];
class Logger {
  constructor(name, file) { this.file = file; this.level = 2; }
  getLevel() { return this.level; }
  setLevel(level) { this.level = level; }
  setPattern() {}
  clearFormatters() {}
  flush() {}
  drop() {}
}
LEVELS.forEach((name, level) => {
  Logger.prototype[name] = function (message) {
    if (level < this.level) return;
    try { appendFileSync(this.file, new Date().toISOString() + ' [' + name + '] ' + message + '\\n'); } catch {}
  };
});
const create = async (name, file) => new Logger(name, file);
exports.version = 0;
exports.Logger = Logger;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.shutdown = () => {};
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = create;
`;

const WATCHDOG = `exports.start = (parent) => {
  setInterval(() => { try { process.kill(parent, 0); } catch { process.exit(87); } }, 2000).unref();
};
`;

export function writeNativeStandIns(root) {
  writeModule(join(root, 'node_modules/@vscode/spdlog'), LOG_WRITER);
  writeModule(join(root, 'node_modules/@vscode/native-watchdog'), WATCHDOG);
  // Its name in older builds.
  const older = join(root, 'node_modules/native-watchdog');
  if (existsSync(older)) writeModule(older, WATCHDOG);
}

function writeModule(folder, code) {
  mkdirSync(folder, { recursive: true });
  const manifest = join(folder, 'package.json');
  const { exports: _exports, type: _type, ...kept } = existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')) : {};
  writeFileSync(manifest, JSON.stringify({ ...kept, main: 'stand-in.cjs' }, null, 2));
  writeFileSync(join(folder, 'stand-in.cjs'), code);
}
