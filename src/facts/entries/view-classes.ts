/** Python classes whose methods answer requests: views of Django and Django REST framework, Flask's and aiohttp's. */
import type { ClassNode, Expression, FunctionNode } from '#code/model';
import { itemOf } from '#code/model';
import { GENERIC_WRITES, VIEW_BASES, VIEW_METHODS, WRITE_VERBS } from '#libraries/web-frameworks';
import type { Analysis } from '../analysis';
import { keywordsOf } from '../options';
import { fullNameOf, lastName } from '../origins/full-name';
import { verbIn } from './callback-routes';
import type { Registration } from './registration';

type ViewDialect = 'django' | 'drf' | 'flask' | 'aiohttp';

export function viewClass(analysis: Analysis, cls: ClassNode): readonly Registration[] {
  const dialect = viewDialect(analysis, cls);
  if (dialect === undefined) return [];
  const links = classLinks(cls);
  const found: Registration[] = [];
  for (const method of cls.methods) {
    const verb = verbOf(analysis, cls, method);
    if (verb === undefined) continue;
    found.push({
      role: 'route',
      verb,
      path: '',
      handler: { kind: 'here', fn: method },
      at: { item: itemOf(method), ...method.nameSpan },
      call: undefined,
      links: [...links, ...method.decorators],
      router: undefined,
      cls,
      when: [],
      hangsAs: cls.name,
      schema: undefined,
      title: cls.name,
    });
  }
  if (dialect !== 'flask' && !found.some(({ verb }) => WRITE_VERBS.has(verb)) && writesByInheritance(cls))
    found.push({ ...generic(analysis, cls), links });
  return found;
}

function verbOf(analysis: Analysis, cls: ClassNode, method: FunctionNode): string | undefined {
  const action = method.decorators.find((each) => lastName(each) === 'action');
  if (action?.kind === 'call') return verbIn(analysis, keywordsOf(analysis, action).entries.get('methods')) ?? 'GET';
  const verb = VIEW_METHODS.get(method.name);
  // `perform_create` is the last step of `create`: where both are written, `create` is where it starts.
  const outer = /^perform_(\w+)$/.exec(method.name)?.[1];
  return outer !== undefined && cls.methods.some((each) => each.name === outer) ? undefined : verb;
}

/** The class itself: it writes by what it inherits. Its item's code stands for the handler. */
function generic(analysis: Analysis, cls: ClassNode): Omit<Registration, 'links'> {
  const item = itemOf(cls);
  const afterDecorators = item.base + (cls.decorators.at(-1)?.end ?? cls.start);
  const start = Math.max(cls.start, analysis.model.text.indexOf('class', afterDecorators) - item.base);
  return {
    role: 'route',
    verb: 'POST',
    path: '',
    handler: { kind: 'here', fn: itemOf(cls).fn },
    at: { item, start, end: Math.max(start, cls.bases[0]?.start ?? start) },
    call: undefined,
    router: undefined,
    cls,
    when: [],
    hangsAs: cls.name,
    schema: undefined,
    title: cls.name,
  };
}

function writesByInheritance(cls: ClassNode): boolean {
  return cls.bases.some((base) => GENERIC_WRITES.has(lastName(base)));
}

/** By its bases, those of the file's own base classes included; a project's own base in another file by how it is named. */
function viewDialect(analysis: Analysis, cls: ClassNode, depth = 4): ViewDialect | undefined {
  if (analysis.model.language !== 'python') return undefined;
  for (const base of cls.bases) {
    const known = VIEW_BASES.get(
      fullNameOf(analysis, base).replace(/^django\.views\.generic\.(?:base|edit|list|detail)\./, 'django.views.generic.'),
    );
    if (known !== undefined) return known;
    const origin = analysis.originOf(base);
    if (origin.kind === 'class' && depth > 0 && origin.cls !== cls) {
      const inherited = viewDialect(analysis, origin.cls, depth - 1);
      if (inherited !== undefined) return inherited;
    }
    if (origin.kind === 'project' || origin.kind === 'unknown') {
      const name = lastName(base);
      if (/(?:ViewSet|APIView)$/.test(name)) return 'drf';
      if (/(?:MethodView|Resource)$/.test(name)) return 'flask';
    }
  }
  return undefined;
}

const LINK_FIELDS: ReadonlySet<string> = new Set([
  'permission_classes',
  'decorators',
  'method_decorators',
  'permissions',
  'auth',
]);

/** What a class puts before each of its methods: mixins, decorators, permission classes. */
export function classLinks(cls: ClassNode): readonly Expression[] {
  const fields = cls.fields.filter((field) => LINK_FIELDS.has(field.name)).flatMap((field) => field.value ?? []);
  const permissions = cls.methods.find((method) => method.name === 'get_permissions');
  const chosen = permissions === undefined ? [] : returned(permissions);
  return [...cls.bases, ...cls.decorators, ...fields, ...chosen];
}

function returned(fn: FunctionNode): readonly Expression[] {
  const values: Expression[] = [];
  const visit = (statements: FunctionNode['body']): void => {
    for (const statement of statements) {
      if (statement.kind === 'return' && statement.value !== undefined) values.push(statement.value);
      else if (statement.kind === 'if') {
        visit(statement.then);
        visit(statement.otherwise);
      }
    }
  };
  visit(fn.body);
  return values;
}
