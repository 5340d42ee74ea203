/** Edits that take a blocking call off the event loop: another thread, or the asynchronous form of the same function. */
import type { TextEdit } from '#base/span';
import type { Call } from '#code/model';
import type { Analysis } from '../analysis';
import { fullNameOf } from '../origins/full-name';
import { importsOf } from '../runners/imports';
import type { BlockingSite } from './blocking';

export interface UnblockingEdit {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** `undefined` where it takes more than one edit, or a new import, to be right. */
export function unblockingEdit(analysis: Analysis, { call, fn, via }: BlockingSite): UnblockingEdit | undefined {
  if (!fn.isAsync || (via ?? call).callee.kind === 'await') return undefined;
  return analysis.model.language === 'python' ? threaded(analysis, via ?? call) : via === undefined ? promised(call) : undefined;
}

/** `time.sleep(1)` → `await asyncio.sleep(1)`; `f(x)` → `await asyncio.to_thread(f, x)`. */
function threaded(analysis: Analysis, call: Call): UnblockingEdit | undefined {
  const { callee, args, argsEnd } = call;
  // A chain holds more than one call, and which of them waits is not told by its name.
  if (argsEnd < 0 || !(callee.kind === 'identifier' || (callee.kind === 'member' && !holdsCall(callee.object)))) return undefined;
  if (!importsOf(analysis).some(({ module }) => module === 'asyncio') || call.parent.kind === 'with') return undefined;
  const isInside = call.parent.kind === 'member' || call.parent.kind === 'index';
  const [open, close] = isInside ? ['(await ', ')'] : ['await ', ''];
  const name = analysis.textOf(callee);
  if (fullNameOf(analysis, callee) === 'time.sleep')
    return {
      title: 'Let others run in the meantime: await asyncio.sleep',
      edits: [{ start: callee.start, end: callee.end, text: 'await asyncio.sleep' }],
    };
  const first = args[0]?.value;
  const edits: TextEdit[] = [
    {
      start: callee.start,
      end: first?.start ?? argsEnd,
      text: `${open}asyncio.to_thread(${name}${first === undefined ? '' : ', '}`,
    },
  ];
  const [keyword] = args;
  if (keyword?.name !== undefined || keyword?.spread === true) return undefined;
  if (close !== '') edits.push({ start: call.end, end: call.end, text: close });
  return { title: `Run it in a thread: await asyncio.to_thread(${name}, …)`, edits };
}

function holdsCall(object: Call['callee']): boolean {
  return object.kind === 'member' ? holdsCall(object.object) : object.kind !== 'identifier';
}

/** `fs.readFileSync(path)` → `await fs.promises.readFile(path)`, where the module is at hand under one name. */
function promised({ callee, parent }: Call): UnblockingEdit | undefined {
  if (callee.kind !== 'member' || callee.object.kind !== 'identifier' || callee.object.name !== 'fs') return undefined;
  const text = `await fs.promises.${callee.property.replace(/Sync$/, '')}`;
  const isInside = parent.kind === 'member' || parent.kind === 'index';
  return isInside
    ? undefined
    : { title: `Read on the side: ${text}(…)`, edits: [{ start: callee.start, end: callee.end, text }] };
}
