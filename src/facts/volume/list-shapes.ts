/** The store a list is asked of where no package tells: only shapes that mean one thing (`db.order.findMany`, `Order.findAll`). */

import type { Call } from '#code/model';
import type { Analysis } from '../analysis';
import { handleOf, receiverOf } from '../effects/effect-sketch';
import { isAwaited, isDjangoManager, isPascal } from '../effects/shape-signs';
import { familyOf } from '../language';
import { chainOf } from '../origins/call-chain';
import { lastName, writtenName } from '../origins/full-name';

export function shapedList(analysis: Analysis, call: Call): string | undefined {
  if (call.callee.kind !== 'member' || !isOpen(analysis, call)) return undefined;
  const family = familyOf(analysis);
  return family === 'python'
    ? pythonShape(analysis, call)
    : family === 'javascript'
      ? javascriptShape(analysis, call)
      : undefined;
}

/** Nothing better is known than the name: what a package gives is in the tables, or it is no store. */
function isOpen(analysis: Analysis, call: Call): boolean {
  const handle = handleOf(analysis, call.callee);
  return handle.kind !== 'expression' && (handle.kind !== 'package' || handle.path.length > 1);
}

function javascriptShape(analysis: Analysis, call: Call): string | undefined {
  const verb = lastName(call.callee);
  const receiver = receiverOf(call);
  const { steps, at, root } = chainOf(analysis, call);
  const names = steps.map((step) => step.name);
  switch (verb) {
    case 'findMany':
      return names[at - 2] === 'query' ? 'drizzle' : 'prisma';
    case 'findAll':
    case 'findAndCountAll':
      return isPascal(receiver) ? 'sequelize' : undefined;
    case 'getMany':
    case 'getRawMany':
      return names.includes('createQueryBuilder') ? 'typeorm' : undefined;
    case 'findAndCount':
    case 'findBy':
      return /(repository|repo)$/i.test(receiver) ? 'typeorm' : undefined;
    case 'find':
      if (/(repository|repo)$/i.test(receiver)) return isCallback(call) ? undefined : 'typeorm';
      if (names.includes('toArray')) return 'mongodb';
      return (isPascal(receiver) || /[a-z]Model$/.test(receiver)) && !isCallback(call) && isAwaited(call)
        ? 'mongoose'
        : undefined;
    case 'select': {
      const from = steps.findIndex((step) => step.name === 'from');
      const isNamed = steps[from]?.call?.args[0]?.value.kind === 'literal';
      if (from === at + 1) return isNamed ? 'knex' : 'drizzle';
      if (from >= 0 && from < at && isNamed) return 'supabase';
      const table = steps[at - 1]?.call?.args[0]?.value;
      const isKnex = /^(knex|trx|db)$/.test(steps[at - 1]?.name ?? '') && table?.kind === 'literal';
      return isKnex && root.kind === 'identifier' ? 'knex' : undefined;
    }
    case 'selectFrom':
      return 'kysely';
    default:
      return undefined;
  }
}

function isCallback(call: Call): boolean {
  return call.args[0]?.value.kind === 'function' || call.args[0]?.value.kind === 'identifier';
}

const SESSION = /(?:^|_)(session|db|database|conn|connection)$/;

function pythonShape(analysis: Analysis, call: Call): string | undefined {
  const verb = lastName(call.callee);
  const name = writtenName(call.callee);
  if (isDjangoManager(name)) return 'django';
  if (verb === 'query') return SESSION.test(receiverOf(call)) ? 'sqlalchemy' : undefined;
  if (/^(execute|scalars|exec)$/.test(verb)) {
    const { steps } = chainOf(analysis, call);
    return steps.some((step) => step.name === 'all' || step.name === 'scalars') || SESSION.test(receiverOf(call))
      ? 'sqlalchemy'
      : undefined;
  }
  return undefined;
}
