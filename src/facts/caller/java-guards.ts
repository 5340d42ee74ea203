/** Who is let in, as Java's frameworks say it: annotations, a filter chain for the whole application, filters of the project. */
import type { Location } from '#base/span';
import { type Call, type Expression, type FunctionNode, itemOf, type Node } from '#code/model';
import { JAVA_GUARDS } from '#libraries/java-web';
import { isAtLeastWarn, levelOf } from '#libraries/loggers';
import type { Analysis } from '../analysis';
import { isPrincipal } from '../entries/java-routes';
import { placeOfNode } from '../entries/registration';
import { callsWithin, sitesOf } from '../entries/sites';
import { type Fact, no, unknown, yes } from '../fact';
import { lastName } from '../origins/full-name';
import type { Traits } from '../summary';
import { isGuardName } from './guard-names';

/** Whether an annotation, or the parameter a framework fills with the caller, lets nobody in who is not known. */
export function javaGuard(analysis: Analysis, link: Expression): Fact {
  const text = analysis.textOf(link, 60);
  const what = isParameter(link) || text.startsWith('@') ? text : `@${text}`;
  const name = lastName(link);
  if (isParameter(link) || (JAVA_GUARDS.has(name) && !letsAllIn(link))) return yes(placeOfNode(link), what);
  const at = { kind: 'identifier', name, start: link.start, end: link.end, parent: link.parent } as const;
  const origin = analysis.originOf(at);
  if (origin.kind === 'class' || origin.kind === 'project') {
    // An annotation of the project's own stands for those it is made of.
    const seen = origin.kind === 'class' ? origin.cls.decorators.find((each) => JAVA_GUARDS.has(lastName(each))) : undefined;
    if (seen !== undefined || analysis.exported(origin)?.traits.authenticates !== undefined) return yes(placeOfNode(link), what);
    return isGuardName(name) ? unknown(`what ${what} does is not known`) : no(what);
  }
  return origin.kind === 'unknown' && isGuardName(name) ? unknown(`what ${what} does is not known`) : no(what);
}

function isParameter(link: Expression): boolean {
  return link.parent.kind === 'fn' && link.parent.params.some((param) => param.target === link && isPrincipal(param));
}

/** `@PreAuthorize("permitAll()")`. */
function letsAllIn(link: Expression): boolean {
  const first = link.kind === 'call' ? link.args[0]?.value : undefined;
  return first?.kind === 'literal' && /permitAll|isAnonymous/.test(String(first.value));
}

const REFUSES =
  /^(?:authenticated|fullyAuthenticated|hasRole|hasAnyRole|hasAuthority|hasAnyAuthority|hasScope|denyAll|access|oauth2ResourceServer)$/;
const FILTERS =
  /^(?:OncePerRequestFilter|GenericFilterBean|Filter|HandlerInterceptor|ContainerRequestFilter|WebFilter|HttpServerFilter|AbstractAuthenticationProcessingFilter)$/;

/** Spring Security's filter chain, and filters that turn requests away; both stand before every route there is. */
export function javaApp(analysis: Analysis): Traits {
  const { text } = analysis.model;
  const told = (node: Exclude<Node, { kind: 'item' }>): { readonly at: Location; readonly what: string } => ({
    at: analysis.locationOf({ item: itemOf(node), start: node.start, end: node.end }),
    what: analysis.textOf(node, 60),
  });
  const guard = /Filter|Interceptor|HttpSecurity/.test(text) ? (chainIn(analysis) ?? filterIn(analysis)) : undefined;
  const handler = /ControllerAdvice|ExceptionMapper/.test(text) ? errorHandlerIn(analysis) : undefined;
  const logs = handler && callsWithin(handler).find((call) => isAtLeastWarn(levelOf(lastName(call.callee)) ?? 'debug'));
  return {
    ...(guard && { authenticates: told(guard) }),
    ...(handler && { 'handles-errors': told(handler) }),
    ...(logs && { logs: told(logs) }),
  };
}

/** Spring's `@ExceptionHandler` of an advice for all controllers, JAX-RS's `ExceptionMapper`. */
function errorHandlerIn(analysis: Analysis): FunctionNode | undefined {
  for (const item of analysis.model.items)
    for (const cls of item.classes) {
      const isAdvice = cls.decorators.some((each) => /ControllerAdvice$/.test(lastName(each)));
      const isMapper = cls.bases.some((base) => lastName(base) === 'ExceptionMapper');
      const found = cls.methods.find(
        (method) =>
          (isAdvice && method.decorators.some((each) => lastName(each) === 'ExceptionHandler')) ||
          (isMapper && method.name === 'toResponse'),
      );
      if (found !== undefined) return found;
    }
  return undefined;
}

/** `anyRequest().authenticated()`, `requestMatchers("/admin/**").hasRole("ADMIN")`: which routes are meant is not read. */
function chainIn(analysis: Analysis): Call | undefined {
  for (const item of analysis.model.items)
    for (const call of sitesOf(item).calls) {
      if (call.callee.kind !== 'member' || !REFUSES.test(call.callee.property)) continue;
      const { object } = call.callee;
      if (object.kind === 'call' && /^(?:any(?:Request|Exchange)|\w*[mM]atchers)$|^path(?:Matchers)?$/.test(lastName(object)))
        return call;
    }
  return undefined;
}

/** A filter of the project's own that answers 401 or 403. */
function filterIn(analysis: Analysis): Call | undefined {
  for (const item of analysis.model.items)
    for (const cls of item.classes) {
      if (!cls.bases.some((base) => FILTERS.test(lastName(base)))) continue;
      const call = cls.methods.flatMap((method) => refusals(analysis, method))[0];
      if (call !== undefined) return call;
    }
  return undefined;
}

function refusals(analysis: Analysis, method: FunctionNode): readonly Call[] {
  return callsWithin(method).filter(
    (call) =>
      /^(?:sendError|setStatus|setStatusCode|abortWith|setComplete|status)$/.test(lastName(call.callee)) &&
      /UNAUTHORIZED|FORBIDDEN|\b40[13]\b/.test(analysis.textOf(call, 200)),
  );
}
