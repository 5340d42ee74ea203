/** The logger a file already uses, and how an error is written to it: a fix speaks with the file's own voice. */
import type { FunctionNode, Node } from '#code/model';
import { LOGGER_PACKAGES, LOGGER_WORDS } from '#libraries/loggers';
import type { Analysis } from '../analysis';
import { callsWithin } from '../entries/sites';
import { wordsOf } from '../name-words';
import { writtenName } from '../origins/full-name';

/** How an error is passed: pino's `(object, text)`, winston's and the console's `(text, error)`, Python's `.exception(text)`. */
export type LogStyle = 'object-first' | 'text-first' | 'exception';

export interface FileLogger {
  /** `log`, `this.logger`, `request.log`. */
  readonly name: string;
  readonly style: LogStyle;
}

/** `undefined` in Python without a logger; JavaScript falls back to the console. */
export function loggerFor(analysis: Analysis, fn: FunctionNode): FileLogger | undefined {
  const name = calledLogger(analysis, fn) ?? importedLogger(analysis, fn);
  if (analysis.model.language === 'python') return name === undefined ? undefined : { name: name.text, style: 'exception' };
  return name === undefined ? { name: 'console', style: 'text-first' } : { name: name.text, style: name.style };
}

/** One that is called in this function or in the functions around it. */
function calledLogger(analysis: Analysis, fn: FunctionNode): { text: string; style: LogStyle } | undefined {
  let outer: Node = fn;
  while (outer.kind !== 'item') {
    if (outer.kind === 'fn') {
      for (const call of callsWithin(outer)) {
        if (call.callee.kind !== 'member') continue;
        const text = writtenName(call.callee.object);
        const words = wordsOf(text);
        if (!LOGGER_WORDS.has(words.at(-1) ?? '') || text === '' || text === 'console' || text.startsWith('Math')) continue;
        const origin = analysis.originOf(call.callee.object);
        const isPino =
          call.args[0]?.value.kind === 'object' ||
          (origin.kind === 'package' && origin.package === 'pino') ||
          /\.log$/.test(text);
        return {
          text: text.replace(/^this\./, analysis.model.language === 'python' ? 'self.' : 'this.'),
          style: isPino ? 'object-first' : 'text-first',
        };
      }
    }
    outer = outer.parent;
  }
  return undefined;
}

/** One of the file's own at module level, or an imported one, by its origin or its name. */
function importedLogger(analysis: Analysis, fn: FunctionNode): { text: string; style: LogStyle } | undefined {
  for (const name of ['log', 'logger', 'LOG', 'LOGGER', '_logger', '_log']) {
    const binding = analysis.bindingOf(name, fn);
    if (binding === undefined || binding.kind === 'function' || binding.kind === 'bound') continue;
    const origin = binding.kind === 'declaration' && binding.value !== undefined ? analysis.originOf(binding.value) : undefined;
    if (origin?.kind === 'package' && !LOGGER_PACKAGES.has(origin.package)) continue;
    const isPino = origin?.kind === 'package' ? origin.package === 'pino' : binding.kind === 'import' && name === 'log';
    return { text: name, style: isPino ? 'object-first' : 'text-first' };
  }
  return undefined;
}
