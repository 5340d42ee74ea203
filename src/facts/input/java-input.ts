/** What a route of Java takes from its caller, and whether Bean Validation checks it before the method runs. */
import type { FunctionNode, Parameter } from '#code/model';
import { JAVA_PARTS, JAVA_VALID, JAVA_VERBS } from '#libraries/java-web';
import type { RequestPart } from '#libraries/web-frameworks';
import { placeOfNode, type Registration } from '../entries/registration';
import { type Fact, no, unknown, yes } from '../fact';
import { lastName } from '../origins/full-name';

/** JAX-RS hands the body to the one parameter that has no annotation. */
export function javaPart(fn: FunctionNode, param: Parameter): RequestPart | undefined {
  for (const decorator of param.decorators) {
    const part = JAVA_PARTS.get(lastName(decorator));
    if (part !== undefined) return part;
  }
  const isPlain = param.decorators.every(
    (each) => JAVA_VALID.has(lastName(each)) || /^Not(?:Null|Empty|Blank)$/.test(lastName(each)),
  );
  return isPlain && isJaxRs(fn) && !/^(?:AsyncResponse|SecurityContext|UriInfo)$/.test(param.type?.name ?? '')
    ? 'body'
    : undefined;
}

function isJaxRs(fn: FunctionNode): boolean {
  return fn.decorators.some((each) => /^(?:POST|PUT|PATCH)$/.test(lastName(each)));
}

export function isJavaRoute(fn: FunctionNode): boolean {
  return fn.decorators.some((each) => JAVA_VERBS.has(lastName(each)));
}

/** `@Valid @RequestBody`, constraints on the parameters themselves. */
export function javaValidates({ cls }: Registration, fn: FunctionNode): Fact {
  for (const param of fn.params)
    for (const decorator of param.decorators) {
      const name = lastName(decorator);
      if (JAVA_VALID.has(name) || (CONSTRAINTS.test(name) && (cls?.decorators.length ?? 0) > 0))
        return yes(placeOfNode(decorator), `@${name} ${param.type?.text ?? ''} ${param.name}`);
    }
  const body = fn.params.find((param) => javaPart(fn, param) === 'body');
  if (body === undefined) {
    const typed = fn.params.filter((param) => javaPart(fn, param) !== undefined);
    const [first] = typed;
    return first !== undefined && typed.every(isScalar)
      ? yes(placeOfNode(first.target), `${first.type?.text ?? ''} ${first.name}`)
      : unknown('what it takes is converted to the types of its parameters');
  }
  return no(`the parameter ${body.name}`);
}

/** The framework turns the text into it, or refuses. */
function isScalar({ type }: Parameter): boolean {
  return /^(?:UUID|Long|Integer|Short|Double|Float|Boolean|BigDecimal|int|long|short|double|float|boolean|LocalDate|LocalDateTime|Instant|OffsetDateTime|ZonedDateTime)$/.test(
    type?.name ?? '',
  );
}

const CONSTRAINTS = /^(?:Min|Max|Size|Pattern|Email|Positive|PositiveOrZero|NotBlank|NotEmpty|Digits|Past|Future|Range|Length)$/;
