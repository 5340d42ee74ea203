/** What leaves secrets out of every line of a logger: pino's `redact`, a filter of Python's logging, a processor, a format. */
import type { Call } from '#code/model';
import { placeOf } from '#code/model';
import { LOGGER_PACKAGES, levelOf } from '#libraries/loggers';
import type { Analysis } from '../analysis';
import { sitesOf } from '../entries/sites';
import { lastName } from '../origins/full-name';
import type { Traits } from '../summary';
import { walk } from '../walk';

/** Names that filter lines, whatever the logger. */
const FILTERS = /(?:redact|mask|scrub|saniti[sz]|censor|obfuscat|secret|sensitive|pii|credential)/i;

export function redactsEverywhere(analysis: Analysis): Traits {
  if (!FILTERS.test(analysis.model.text) || analysis.pathRole === 'test') return {};
  for (const item of analysis.model.items)
    for (const call of sitesOf(item).calls) {
      const what = redactionIn(analysis, call);
      if (what !== undefined) return { redacts: { at: analysis.locationOf(placeOf(call)), what } };
    }
  return dictConfig(analysis);
}

/** The call makes or configures a logger that leaves something out. */
export function redactionIn(analysis: Analysis, call: Call): string | undefined {
  const name = lastName(call.callee);
  if (/^(?:addFilter|add_filter|addProcessor|add_processor)$/.test(name)) {
    const filter = call.args[0]?.value;
    const given = filter === undefined ? '' : lastName(filter);
    return FILTERS.test(given) ? `\`${name}(${given})\`` : undefined;
  }
  // A line that masks its own value says nothing of the next one.
  if (levelOf(name) !== undefined) return undefined;
  const origin = analysis.originOf(call.callee);
  // fastify and Nest hand their options on to pino; a logger may be loaded late, by a function of the project's own.
  const makesLogger =
    /^create_?logger$/i.test(name) ||
    (origin.kind === 'package' &&
      (LOGGER_PACKAGES.has(origin.package) || /^(?:fastify|nestjs-pino|pino-http)$/.test(origin.package)));
  if (!makesLogger) return undefined;
  let found: string | undefined;
  for (const { value } of call.args)
    walk(value, (node) => {
      if (node.kind === 'object') {
        const entry = node.entries.find(({ key }) => key === 'redact');
        if (entry !== undefined) found ??= `\`${entry.key}\` of the logger`;
      } else if ((node.kind === 'call' || node.kind === 'identifier') && FILTERS.test(lastName(node)))
        found ??= `\`${lastName(node)}\` of the logger`;
      return undefined;
    });
  return found;
}

/** `LOGGING = {"filters": {"redact": {"()": RedactingFilter}}}` of Django and `dictConfig`. */
function dictConfig(analysis: Analysis): Traits {
  if (analysis.model.language !== 'python' || !/["']filters["']\s*:/.test(analysis.model.text)) return {};
  let found: Traits = {};
  for (const item of analysis.model.items)
    for (const statement of item.statements)
      walk(statement, (node) => {
        if (node.kind !== 'object') return undefined;
        const filters = node.entries.find(({ key }) => key === 'filters')?.value;
        const named =
          filters?.kind === 'object' ? filters.entries.find(({ key }) => key !== undefined && FILTERS.test(key)) : undefined;
        if (named !== undefined)
          found = { redacts: { at: analysis.locationOf(placeOf(named.value)), what: `filter \`${named.key}\` of the logging` } };
        return undefined;
      });
  return found;
}
