/** Nest's controllers, resolvers, message handlers and scheduled methods (and the kin that use the same decorators). */
import type { ClassNode, Expression } from '#code/model';
import { NEST_VERBS } from '#libraries/web-frameworks';
import { NEST_CONSUMERS } from '#libraries/workers';
import type { Analysis } from '../analysis';
import { optionsOf } from '../options';
import { lastName } from '../origins/full-name';
import { joinPaths } from './join-paths';
import { byDecorator, type Registration } from './registration';
import { textValue } from './router';

const CONTROLLERS: ReadonlySet<string> = new Set(['Controller', 'JsonController', 'Resolver', 'Route']);

export function nestRoutes(analysis: Analysis, cls: ClassNode): readonly Registration[] {
  const controller = cls.decorators.find((each) => CONTROLLERS.has(lastName(each)));
  const prefix = controller === undefined ? '' : pathOf(analysis, controller);
  const classLinks = cls.decorators.filter((each) => each !== controller);
  return cls.methods.flatMap((method): readonly Registration[] => {
    for (const decorator of method.decorators) {
      const name = lastName(decorator);
      const others = method.decorators.filter((each) => each !== decorator);
      const verb = controller === undefined ? undefined : NEST_VERBS.get(name);
      if (verb !== undefined) {
        const path =
          lastName(controller ?? decorator) === 'Resolver' ? '' : joinPaths(prefix, pathOf(analysis, decorator)) || '/';
        return [{ ...byDecorator(method, decorator, cls), role: 'route', verb, path, links: [...classLinks, ...others] }];
      }
      const role = NEST_CONSUMERS.get(name);
      if (role !== undefined && (name !== 'Process' || isProcessor(cls)))
        return [
          {
            ...byDecorator(method, decorator, cls),
            role,
            verb: '',
            path: pathOf(analysis, decorator),
            links: [...classLinks, ...others],
          },
        ];
    }
    const processor = method.name === 'process' ? cls.decorators.find((each) => lastName(each) === 'Processor') : undefined;
    return processor === undefined
      ? []
      : [{ ...byDecorator(method, processor, cls), role: 'consumer', verb: '', path: pathOf(analysis, processor), links: [] }];
  });
}

function isProcessor(cls: ClassNode): boolean {
  return cls.decorators.some((each) => lastName(each) === 'Processor');
}

function pathOf(analysis: Analysis, decorator: Expression): string {
  const first = decorator.kind === 'call' ? decorator.args[0]?.value : undefined;
  return first?.kind === 'object'
    ? textValue(analysis, optionsOf(analysis, first).entries.get('path'))
    : textValue(analysis, first);
}
