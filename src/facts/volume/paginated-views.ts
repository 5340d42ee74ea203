/** Views that list a queryset for Django REST framework or Django itself, and what pages them. */
import type { ClassNode, Expression } from '#code/model';
import { placeOf } from '#code/model';
import type { Analysis } from '../analysis';
import { depends, type Fact, yes } from '../fact';
import { lastName } from '../origins/full-name';
import type { Traits } from '../summary';
import { walk } from '../walk';

export interface ListingView {
  readonly cls: ClassNode;
  /** The queryset the view lists. */
  readonly queryset: Expression;
  readonly paged: Fact;
}

/** Bases that list by themselves. https://www.django-rest-framework.org/api-guide/generic-views/ */
const LISTING = /^(?:ListAPIView|ListCreateAPIView|ModelViewSet|ReadOnlyModelViewSet|ListModelMixin)$/;
/** https://docs.djangoproject.com/en/stable/ref/class-based-views/generic-display/#listview */
const PAGES = /^ListView$/;

export function listingView(analysis: Analysis, cls: ClassNode): ListingView | undefined {
  if (analysis.model.language !== 'python') return undefined;
  const bases = cls.bases.map((base) => lastName(base));
  const isRest = bases.some((name) => LISTING.test(name));
  if (!isRest && !bases.some((name) => PAGES.test(name))) return undefined;
  const fields = new Map(cls.fields.map((field) => [field.name, field.value]));
  const queryset = fields.get('queryset') ?? returnedQueryset(cls);
  if (queryset === undefined || cls.methods.some(({ name }) => name === 'list')) return undefined;
  const own = fields.get(isRest ? 'pagination_class' : 'paginate_by');
  if (own !== undefined && !isNone(own))
    return { cls, queryset, paged: yes(placeOf(own), `${isRest ? 'pagination_class' : 'paginate_by'} of the view`) };
  if (!isRest) return { cls, queryset, paged: { kind: 'no', looked: ['`paginate_by`'] } };
  if (own !== undefined) return { cls, queryset, paged: { kind: 'no', looked: ['`pagination_class = None`'] } };
  return { cls, queryset, paged: depends([{ kind: 'app', trait: 'paginates' }], '`pagination_class`', 'the settings') };
}

function returnedQueryset(cls: ClassNode): Expression | undefined {
  const method = cls.methods.find(({ name }) => name === 'get_queryset');
  const last = method?.body.at(-1);
  return last?.kind === 'return' ? last.value : undefined;
}

function isNone(value: Expression): boolean {
  return value.kind === 'literal' && value.type === 'null';
}

/** `REST_FRAMEWORK = {"DEFAULT_PAGINATION_CLASS": …}` pages every listing view. */
export function pagesByDefault(analysis: Analysis): Traits {
  if (analysis.model.language !== 'python' || !analysis.model.text.includes('DEFAULT_PAGINATION_CLASS')) return {};
  let found: Traits = {};
  for (const item of analysis.model.items)
    for (const statement of item.statements)
      walk(statement, (node) => {
        if (node.kind !== 'object') return undefined;
        const entry = node.entries.find(({ key, value }) => key === 'DEFAULT_PAGINATION_CLASS' && !isNone(value));
        if (entry !== undefined)
          found = { paginates: { at: analysis.locationOf(placeOf(entry.value)), what: 'DEFAULT_PAGINATION_CLASS' } };
        return undefined;
      });
  return found;
}
