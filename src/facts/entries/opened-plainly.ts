/** Writes that Django REST framework's `AllowAny` opens to everyone, where nobody says why and nothing shows it. */
import { type Expression, itemOf } from '#code/model';
import type { Analysis } from '../analysis';
import { saysWhy } from '../failures/failure-reasons';
import { keywordsOf } from '../options';
import { fullNameOf, lastName } from '../origins/full-name';
import { openByDesign } from './open-by-design';
import type { Registration } from './registration';

/** The `AllowAny`, or `undefined` where none is in force or a comment, a name or the path says what it is for. */
export function openedPlainly(analysis: Analysis, registration: Registration, path: string): Expression | undefined {
  const chosen = chosenPermissions(analysis, registration);
  const elements = chosen?.kind === 'array' ? chosen.elements : [];
  const [only] = elements;
  if (only === undefined || elements.length > 1 || fullNameOf(analysis, only) !== 'rest_framework.permissions.AllowAny')
    return undefined;
  const { cls, handler, title } = registration;
  const names = [cls?.name ?? '', handler.kind === 'here' ? handler.fn.name : '', title, path];
  if (names.some((name) => OPEN_NAMES.test(name))) return undefined;
  if (openByDesign(path, title, [], analysis.path, () => '') !== undefined) return undefined;
  return isExplained(analysis, only) ? undefined : only;
}

/** The nearest wins: the action's own, the function's decorator, the class's field. What `get_permissions` chooses is not looked at. */
function chosenPermissions(analysis: Analysis, { cls, handler }: Registration): Expression | undefined {
  if (handler.kind !== 'here') return undefined;
  for (const decorator of handler.fn.decorators) {
    if (decorator.kind !== 'call') continue;
    if (lastName(decorator) === 'permission_classes') return decorator.args[0]?.value;
    const own = lastName(decorator) === 'action' ? keywordsOf(analysis, decorator).entries.get('permission_classes') : undefined;
    if (own !== undefined) return own;
  }
  if (cls === undefined || cls.methods.some(({ name }) => name === 'get_permissions' || name === 'check_permissions'))
    return undefined;
  return cls.fields.find(({ name }) => name === 'permission_classes')?.value;
}

/** Names of what people use before they are known, or other systems without being: sign-in, forms, hooks, probes. */
const OPEN_NAMES =
  /log_?(?:in|out)|sign_?(?:in|up|out)|regist(?:er|ration)|passw|token|auth|verif|confirm|activat|\botp|web_?hook|callback|contact|subscri|newsletter|feedback|health|public|anonymous|guest|track/i;

const LEADING = /((?:[ \t]*#[^\n]*\n)+)[ \t]*$/;
const WINDOW = 400;

/** A comment above the line or behind it says why. */
function isExplained({ model: { text } }: Analysis, node: Expression): boolean {
  const at = itemOf(node).base + node.start;
  const line = text.lastIndexOf('\n', at - 1) + 1;
  const above = LEADING.exec(text.slice(Math.max(0, line - WINDOW), line))?.[1];
  const behind = /^[^\n#]*(#[^\n]*)/.exec(text.slice(at, at + WINDOW))?.[1];
  return [above, behind].some((comment) => comment !== undefined && saysWhy(comment));
}
