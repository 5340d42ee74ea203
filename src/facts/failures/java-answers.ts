/** Answers of Java's frameworks: Spring's `ResponseEntity`, JAX-RS's `Response`, made by a chain or a constructor. */
import type { Call, Expression } from '#code/model';
import { lastName } from '../origins/full-name';

/** Steps that say the status by their name. */
const STATUS_STEPS: Readonly<Record<string, number>> = {
  ok: 200,
  created: 201,
  accepted: 202,
  noContent: 204,
  badRequest: 400,
  notFound: 404,
  unprocessableEntity: 422,
  internalServerError: 500,
  serverError: 500,
};

const MADE: ReadonlySet<string> = new Set(['ResponseEntity', 'Response', 'HttpResponse']);

/** The expression that holds the status of a response that is made here, or the status itself; `undefined` when none is made. */
export function javaResponse(
  call: Call,
): { readonly status: number | undefined; readonly given: Expression | undefined } | undefined {
  if (call.isNew)
    return lastName(call.callee) === 'ResponseEntity' ? { status: undefined, given: call.args.at(-1)?.value } : undefined;
  for (let at: Expression = call; at.kind === 'call' && at.callee.kind === 'member'; at = at.callee.object) {
    const { property, object } = at.callee;
    if (object.kind !== 'identifier' || !MADE.has(object.name)) continue;
    if (property === 'status') return { status: undefined, given: at.args[0]?.value };
    return Object.hasOwn(STATUS_STEPS, property) ? { status: STATUS_STEPS[property], given: undefined } : undefined;
  }
  return undefined;
}
