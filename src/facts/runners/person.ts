/**
 * Code that a person starts and watches: it asks them, opens their browser, or is a command that ends. A person waits as
 * long as they like and sees what fails. What a command starts and leaves running (a server, a worker) is no such code.
 */
import type { Call, Expression, FunctionNode, Item, Node } from '#code/model';
import { forEachChild } from '#code/walk';
import { COMMAND_PACKAGES, TERMINAL_PACKAGES, UNATTENDED_PACKAGES } from '#libraries/runtimes';
import type { Analysis } from '../analysis';
import { sitesOf } from '../entries/sites';
import { printOrigin } from '../origin';
import { lastName } from '../origins/full-name';
import { importsOf } from './imports';

/** Django's commands stand where the framework looks for them. */
const DJANGO_COMMAND = /(?:^|\/)management\/commands\/\w+\.py$/;
const COMMAND_PATH = /(?:^|\/)cli\/|(?:^|\/)cli\.\w+$|(?:^|\/)__main__\.py$/;
/** Folders of what runs on its own, whatever it imports. */
const UNATTENDED_PATH =
  /(?:^|\/)(?:services?|handlers?|api|routers?|routes|views|controllers?|workers?|consumers?|tasks|jobs|cron|server|backend|lambdas?|functions|hooks|plugins?)\//;

export function isRunByPerson(analysis: Analysis): boolean {
  if (analysis.pathRole === 'script' || analysis.clientApp === 'desktop') return true;
  const modules = importsOf(analysis).map(({ module }) => module);
  if (modules.some((module) => TERMINAL_PACKAGES.test(module)) || talksToPerson(analysis)) return true;
  if (DJANGO_COMMAND.test(analysis.path)) return !keepsRunning(analysis);
  const isCommand =
    modules.some((module) => COMMAND_PACKAGES.test(module)) ||
    COMMAND_PATH.test(analysis.path) ||
    (!UNATTENDED_PATH.test(analysis.path) && (analysis.model.text.startsWith('#!') || printsFromMain(analysis)));
  return isCommand && !modules.some((module) => UNATTENDED_PACKAGES.test(module)) && !keepsRunning(analysis);
}

/** `input('…')`, `readline.question('…')`, `prompt('…')`, `exec('xdg-open …')`. */
function talksToPerson(analysis: Analysis): boolean {
  return analysis.itemsWhere(mayTalk).some((item) => sitesOf(item).calls.some((call) => isTalk(analysis, call)));
}

function mayTalk(item: Item, textOf: (item: Item) => string): boolean {
  return sitesOf(item).calls.length > 0 && /\binput\s*\(|\bgetpass\s*\(|\.question\s*\(|\bxdg-open\b/.test(textOf(item));
}

function isTalk(analysis: Analysis, call: Call): boolean {
  const name = printOrigin(analysis.originOf(call.callee));
  if (name === ':input' || name === 'getpass:getpass' || /^readline(?:\/promises)?:.*\bquestion$/.test(name)) return true;
  return call.args.some(({ value }) => says(value, /\bxdg-open\b/));
}

function says(value: Expression, what: RegExp): boolean {
  if (value.kind === 'literal') return typeof value.value === 'string' && what.test(value.value);
  return value.kind === 'template' && value.parts.some((part) => typeof part === 'string' && what.test(part));
}

/** `if __name__ == '__main__'` in a file of plain functions that print what they did: nobody prints for a machine. */
function printsFromMain(analysis: Analysis): boolean {
  return (
    analysis.model.language === 'python' &&
    analysis.itemsWhere(isMain).length > 0 &&
    analysis.itemsWhere(hasClass).length === 0 &&
    analysis.itemsWhere(prints).length > 0
  );
}

function isMain(item: Item, textOf: (item: Item) => string): boolean {
  return /^if\s+__name__\s*==/.test(textOf(item));
}

const hasClass = ({ classes }: Item): boolean => classes.length > 0;
const prints = (item: Item): boolean =>
  sitesOf(item).calls.some(({ callee }) => callee.kind === 'identifier' && callee.name === 'print');

const STARTS: ReadonlySet<string> = new Set([
  'listen',
  'serve',
  'serve_forever',
  'run_forever',
  'run_polling',
  'start_polling',
  'infinity_polling',
  'start_consuming',
  'run_until_complete',
  'setInterval',
  'setWebhook',
  'createServer',
]);
const SERVICES = /^(?:app|server|mcp|bot|worker|scheduler|uvicorn|web|daemon|consumer|runner)$/i;

/** It listens, polls, or goes round without an end. */
function keepsRunning(analysis: Analysis): boolean {
  return analysis.itemsWhere(isRunning).length > 0;
}

function isRunning(item: Item): boolean {
  const { calls, functions } = sitesOf(item);
  return calls.some(startsService) || [item.fn, ...functions].some(isEndless);
}

function startsService({ callee }: Call): boolean {
  const name = lastName(callee);
  if (STARTS.has(name)) return true;
  const isRun = /^(?:run|start|run_app|connect)$/.test(name) && callee.kind === 'member';
  return isRun && SERVICES.test(lastName(callee.object));
}

function isEndless(fn: FunctionNode): boolean {
  return fn.body.some(goesRound);
}

function goesRound(node: Node): boolean {
  if (node.kind === 'loop' && node.style !== 'each') {
    const { test } = node;
    if (test === undefined || (test.kind === 'literal' && test.value !== false && test.value !== 0)) return true;
    if (isToldToStop(test)) return true;
  }
  let found = false;
  forEachChild(
    node,
    (child) => {
      if (!found && child.kind !== 'fn' && child.kind !== 'cls') found = goesRound(child);
    },
    undefined,
  );
  return found;
}

/** `while not self.shutdown`, `while (running)`, `while not stop_event.is_set()`: until somebody tells it to stop. */
function isToldToStop(test: Expression): boolean {
  const plain = test.kind === 'unary' && test.operator === '!' ? test.value : test;
  const flag = plain.kind === 'call' && plain.callee.kind === 'member' ? plain.callee.object : plain;
  return (
    (flag.kind === 'identifier' || flag.kind === 'member') &&
    /^(?:is|should|has|_)*_?(?:running|alive|stop(?:ped|ping|ed_event|_event|_requested)?|shut_?down(?:_event|_requested)?|shutting_?down|terminat\w*|exit(?:ing)?|quit(?:ting)?)$/i.test(
      lastName(flag),
    )
  );
}
