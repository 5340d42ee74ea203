/** Input that the framework checks by declared types: FastAPI's parameters, Nest's classes behind a `ValidationPipe`. */

import type { Expression, FunctionNode, Parameter, TypeRef } from '#code/model';
import { NEST_PIPES } from '#libraries/validation';
import type { Analysis } from '../analysis';
import { placeOfNode, type Registration } from '../entries/registration';
import { anyOf, depends, type Fact, no, unknown, yes } from '../fact';
import { familyOf } from '../language';
import { lastName } from '../origins/full-name';
import { typeOrigins } from '../origins/type-origins';
import { hasConstraints, isCheckedClass, isTable } from './validation-calls';

/** FastAPI checks parameters by their types; Nest does when a `ValidationPipe` is in force and the class says what it may hold. */
export function declaredTypes(analysis: Analysis, registration: Registration, fn: FunctionNode): Fact {
  const { router, cls } = registration;
  if (router?.dialect === 'fastapi') {
    const isModel = (param: Parameter): boolean =>
      typeOrigins(analysis, param.type, param).some((origin) => isCheckedClass(analysis, origin));
    const checked = fn.params.find(isModel) ?? fn.params.find(isScalar);
    if (checked !== undefined) return yes(placeOfNode(checked.target), `${checked.name}: ${checked.type?.text ?? ''}`);
  }
  if (cls === undefined || familyOf(analysis) !== 'javascript') return no('the types of its parameters');
  return anyOf(...fn.params.map((param) => () => dtoFact(analysis, param)));
}

/** A path or query parameter that the framework turns into its type, or refuses. */
function isScalar(param: Parameter): boolean {
  return /^(?:int|float|bool|UUID|datetime|date|Decimal|EmailStr|Literal|constr|conint|PositiveInt|Enum)$/.test(
    param.type?.name ?? '',
  );
}

function dtoFact(analysis: Analysis, param: Parameter): Fact {
  const decorator = param.decorators.find((each) => /^(?:Body|Query|Args|Payload)$/.test(lastName(each)));
  if (decorator === undefined) return no('the types of its parameters');
  if (decorator.kind === 'call' && decorator.args.some(({ value }) => isPipe(value)))
    return yes(placeOfNode(decorator), analysis.textOf(decorator, 60));
  const constrained = typeOrigins(analysis, param.type, param).some((origin) => {
    if (origin.kind === 'class') return hasConstraints(analysis, origin.cls) && !isTable(origin.cls);
    return isCheckedClass(analysis, origin);
  });
  if (constrained) return depends([{ kind: 'app', trait: 'validates-input' }], 'a ValidationPipe');
  return isReadable(analysis, param.type, param)
    ? no(`the type ${param.type?.text ?? 'of the body'}`)
    : unknown(`what ${param.type?.text ?? 'the body'} holds is in no file that was read`);
}

/** Types that say nothing, and those whose declaration was read; an imported type that could not be found may hold constraints. */
function isReadable(analysis: Analysis, type: TypeRef | undefined, param: Parameter): boolean {
  if (type === undefined || /^(?:any|unknown|object|Object|Record|Partial|)$/.test(type.name)) return true;
  const [root = ''] = type.name.split('.');
  const binding = analysis.bindingOf(root, param.target);
  if (binding?.kind === 'import') return analysis.imported(binding.module) !== undefined;
  analysis.restsOn(param.target, { usesOf: root });
  return binding !== undefined || new RegExp(`\\b(?:interface|type)\\s+${root}\\b`).test(analysis.model.text);
}

/** A pipe that checks: Nest's own, or one made with a schema library. */
export function isPipe(value: Expression): boolean {
  return NEST_PIPES.has(lastName(value)) || /(?:Validation|Zod|Joi)\w*Pipe$/.test(lastName(value));
}
