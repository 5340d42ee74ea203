/** A body that reaches a write whole lets its sender set every column there is: the role, the price, the owner. */
import type { ClassNode, Expression, FunctionNode, Item, Place } from '#code/model';
import type { Analysis } from '#facts/analysis';
import { headOf } from '#facts/entries/entry-places';
import { type Entry, entryPoints, entryPointsOf } from '#facts/entries/entry-points';
import { sitesOf } from '#facts/entries/sites';
import type { Where } from '#facts/fact';
import { type MassAssignment, massAssignments } from '#facts/input/mass-assignment';
import { isRequestParameter } from '#facts/input/request-values';
import { openSerializer } from '#facts/input/serializers';
import { bodyCheckFact, wholeBodyChecked } from '#facts/input/validation';
import { lastName } from '#facts/origins/full-name';
import { ask, askUnless, defineRule, type Outcome } from './rule';

export const rule = defineRule({
  id: 'input-unvalidated',
  mode: 'SEC-03',
  rows: ['input'],
  title: 'Request body written unfiltered',
  question: 'Which fields may the caller set? The request body reaches the write unfiltered.',
  severity: 8,
  occurrence: 6,
  detection: 6,
  sources: ['ASVS 2.2.1', 'ASVS 15.3.3', 'CWE-915', 'CWE-20', 'OWASP API3'],
  card: {
    detection:
      'Columns such as role, owner or price that change by requests of people who may not set them; an audit trail per column.',
    mitigation: 'Parse the body with a schema that names the fields, and write only what it returns.',
    diagnostics: 'Log the names (not the values) of fields that were sent and not expected.',
    testing: 'Send a field that the caller may not set and see it refused, or unchanged in the row.',
  },
  wouldAnswer: [
    'a schema that names the fields, parsed before the write (zod, pydantic, a DTO with a ValidationPipe)',
    'the fields picked one by one into what is written',
    'a validator in the route’s chain, or the framework’s own route schema',
  ],

  *check({ analysis, item }) {
    const entries = entryPointsOf(analysis, item);
    for (const entry of entries) if (entry.takesInput) yield* entryPoint(analysis, entry);
    yield* requestHelpers(analysis, item, entries);
    yield* serializers(analysis, item);
  },
});

function* entryPoint(analysis: Analysis, entry: Entry): Iterable<Outcome> {
  const found = massAssignments(analysis, entry.handler);
  if (found.length > 0) {
    const check = bodyCheckFact(analysis, entry.registrationOf, entry.chainOf, entry.handler);
    for (const each of found)
      yield askUnless(check, each.place, {
        evidence: evidenceOf(analysis, entry.id, each),
        related: seenAt(each),
        unless: entry.chainOf.exportedAs.map((name) => ({ kind: 'mounted', name, trait: 'validates-input' }) as const),
        entry: entry.id,
      });
    return;
  }
  const { validates } = entry;
  if (validates.kind === 'no')
    yield {
      kind: 'silent',
      place: headOf(entry),
      entry: entry.id,
      why: 'fields are taken one by one, and no check of them was seen',
    };
  else if (validates.kind === 'depends')
    yield ask(headOf(entry), {
      evidence: `${entry.id}: its types say what may come in, no ${validates.looked.at(-1) ?? 'pipe'} in force seen`,
      confidence: 'low',
      rowOnly: true,
      unless: validates.on,
      when: entry.when,
      entry: entry.id,
    });
  else yield askUnless(validates, headOf(entry), { evidence: '', when: entry.when, entry: entry.id });
}

/** Functions that are handed a request and are registered nowhere in sight write its body all the same. */
function* requestHelpers(analysis: Analysis, item: Item, entries: readonly Entry[]): Iterable<Outcome> {
  const covered = new Set<FunctionNode>();
  const cover = (fn: FunctionNode): void => {
    covered.add(fn);
    fn.functions.forEach(cover);
  };
  for (const { handler } of entries) if (handler !== item.fn) cover(handler);
  for (const fn of sitesOf(item).functions) {
    if (covered.has(fn) || !fn.params.some(isRequestParameter)) continue;
    cover(fn);
    for (const each of massAssignments(analysis, fn))
      yield askUnless(wholeBodyChecked(analysis, fn), each.place, {
        evidence: evidenceOf(analysis, fn.name || 'the function', each),
        related: seenAt(each),
        confidence: 'medium',
      });
  }
}

const HOW = { whole: 'as it came in', spread: 'by spread', model: 'by a model made of it' } as const;

function evidenceOf(analysis: Analysis, name: string, { target, body }: MassAssignment): string {
  const what = analysis.textOf(body.source, 40);
  return `${name}: ${what} reaches ${target} ${HOW[body.how]}, no schema and no pick of fields seen on the way`;
}

/** A write in another function or file: the body is handed on here, and written there. */
function seenAt({ via }: MassAssignment): readonly { readonly where: Where; readonly note: string }[] {
  return via === undefined ? [] : [{ where: via, note: 'where it is written' }];
}

/** `fields = "__all__"` of a serializer or form that writes: every column of the model is the caller's to set. */
function* serializers(analysis: Analysis, item: Item): Iterable<Outcome> {
  if (analysis.model.language !== 'python') return;
  for (const cls of item.classes) {
    const fields = openSerializer(analysis, cls);
    if (fields === undefined) continue;
    const uses = usesOf(analysis, cls);
    if (uses === 'read') continue;
    const place: Place = { item, start: fields.start, end: fields.end };
    const model = modelOf(cls);
    yield ask(place, {
      evidence: `${cls.name}: every column of ${model === undefined ? 'the model' : analysis.textOf(model, 30)} can be set by the caller, none is read-only`,
      confidence: uses === undefined ? 'medium' : 'high',
      ...(uses === undefined ? {} : { entry: uses.id, when: uses.when }),
    });
  }
}

function modelOf(cls: ClassNode): Expression | undefined {
  return cls.classes.find((each) => each.name === 'Meta')?.fields.find((field) => field.name === 'model')?.value;
}

/** The entry point of this file that writes through the class; `read` when it is used here, and only to show rows. */
function usesOf(analysis: Analysis, cls: ClassNode): Entry | 'read' | undefined {
  const users = analysis.mentioning(cls.name).filter((other) => !other.classes.includes(cls));
  let isUsed = users.length > 0;
  analysis.restsOn(cls, 'entries');
  analysis.restsOn(cls, { usesOf: cls.name });
  for (const entry of entryPoints(analysis)) {
    const field = entry.registrationOf.cls?.fields.find((each) => each.name === 'serializer_class')?.value;
    const called = entry.handler.calls.find((call) => lastName(call.callee) === cls.name);
    const isHere = (field !== undefined && lastName(field) === cls.name) || called !== undefined;
    isUsed ||= isHere;
    const givesData =
      called === undefined || called.args.some(({ name }) => name === 'data') || called.args[0]?.value.kind === 'member';
    if (isHere && entry.writes && givesData) return entry;
  }
  return isUsed ? 'read' : undefined;
}
