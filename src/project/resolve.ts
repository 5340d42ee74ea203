/** Phase two: settles what files asked of the project, from folded facts alone. */
import type { Location } from '#base/span';
import type { Condition, Trait } from '#facts/condition';
import { wordsOf } from '#facts/name-words';
import type { Declared, FoldedMount, ProjectFacts } from '#facts/project-facts';
import { fileKey } from './fold';

export type Settled =
  | {
      readonly kind: 'yes';
      readonly where: Location;
      readonly what: string;
      /** How a handler is registered: `POST /orders`. */
      readonly title?: string;
    }
  | { readonly kind: 'no'; readonly looked: string }
  | { readonly kind: 'unknown'; readonly why: string };

export interface ResolveContext {
  /** The file that asks. */
  readonly path: string;
  readonly facts: ProjectFacts;
}

/** Routers on routers on routers: more are not followed for one question. */
const MAX_LEVELS = 60;

const no = (looked: string): Settled => ({ kind: 'no', looked });

export function resolve(condition: Condition, { path, facts }: ResolveContext): Settled {
  switch (condition.kind) {
    case 'app': {
      const shown = facts.app(facts.folderOf(path), condition.trait);
      return shown === undefined ? no('the application') : { kind: 'yes', where: shown.at, what: shown.what };
    }
    case 'mounted':
      return mountedBehind(facts, path, facts.declared(path, condition.name), condition.trait, new Map());
    case 'registered': {
      const mounts = mountsOf(facts, path, facts.declared(path, condition.name));
      const mount = mounts.find(({ entry }) => entry !== undefined) ?? (condition.isEntry === true ? undefined : mounts[0]);
      if (mount !== undefined) return { kind: 'yes', where: mount.at, what: mount.at.text, ...titleOf(mount) };
      return facts.loader === undefined ? no('where it is registered') : loaded(facts.loader);
    }
    case 'unique':
      return uniqueOn(facts, path, condition.entity, condition.columns);
    case 'library': {
      const at = facts.library(facts.folderOf(path), condition.use);
      return at === undefined ? no('the dependencies of the project') : { kind: 'yes', where: at, what: at.text };
    }
    case 'undo': {
      const undo = facts.undoesOf(condition.entity).find(({ at }) => areRelated(facts.folderOf(path), facts.folderOf(at.path)));
      return undo === undefined ? no(`what undoes ${condition.entity}`) : { kind: 'yes', where: undo.at, what: undo.what };
    }
    case 'undeclared': {
      const answer = facts.packages.undeclared(path, condition.name);
      if ('unknown' in answer) return { kind: 'unknown', why: answer.unknown };
      return 'declared' in answer ? no(answer.declared) : { kind: 'yes', where: answer.nearest, what: answer.nearest.path };
    }
    case 'named-elsewhere': {
      const at = facts.packages.elsewhere(path, condition.name);
      return at === undefined ? no('the other files of the repository') : { kind: 'yes', where: at, what: `named in ${at.path}` };
    }
  }
}

function titleOf({ entry }: FoldedMount): { readonly title?: string } {
  const title = entry === undefined ? '' : `${entry.verb} ${entry.path}`.trim();
  return title === '' ? {} : { title };
}

const loaded = (loader: Location): Settled => ({
  kind: 'unknown',
  why: `files are registered by a loader (${loader.path}:${loader.startLine})`,
});

function mountsOf(facts: ProjectFacts, path: string, { key, member }: Declared): readonly FoldedMount[] {
  // `orders.create` is meant by a mount of `orders` as well as by one of `create`, whichever member the asking name has.
  const fits = (target: Declared): boolean => target.member === '' || member === '' || lastOf(target.member) === lastOf(member);
  return [...facts.mountsOf(key).filter(({ target }) => fits(target)), ...facts.mountsOf(fileKey(path))];
}

const lastOf = (member: string): string => member.slice(member.lastIndexOf('.') + 1);

/** `answers` holds what is known of each declaration, "no" while it is looked for: cycles end, and each is looked at once. */
function mountedBehind(facts: ProjectFacts, path: string, thing: Declared, trait: Trait, answers: Map<string, Settled>): Settled {
  const id = `${thing.key} ${thing.member}`;
  const known = answers.get(id);
  if (known !== undefined) return known;
  answers.set(id, no('where it is mounted'));
  const answer = answers.size > MAX_LEVELS ? no('where it is mounted') : behindMounts(facts, path, thing, trait, answers);
  answers.set(id, answer);
  return answer;
}

function behindMounts(facts: ProjectFacts, path: string, thing: Declared, trait: Trait, answers: Map<string, Settled>): Settled {
  const mounts = mountsOf(facts, path, thing);
  if (mounts.length === 0) return facts.loader === undefined ? no('where it is mounted') : loaded(facts.loader);
  let shown: Settled | undefined;
  for (const mount of mounts) {
    const answer = behind(facts, mount, trait, answers);
    // One way in without it is a way in.
    if (answer.kind === 'no') return answer;
    if (shown === undefined || answer.kind === 'unknown') shown = answer;
  }
  return shown ?? no('where it is mounted');
}

function behind(facts: ProjectFacts, { traits, on, at }: FoldedMount, trait: Trait, answers: Map<string, Settled>): Settled {
  const shown = traits[trait];
  if (shown !== undefined) return { kind: 'yes', where: shown.at, what: shown.what };
  if (on === undefined) return no(`where it is mounted (${at.path}:${at.startLine})`);
  return mountedBehind(facts, at.path, on, trait, answers);
}

/** One project, or one inside the other: what another service beside it does is no answer here. */
function areRelated(one: string, other: string): boolean {
  const isInside = (folder: string, outer: string): boolean => outer === '' || folder === outer || folder.startsWith(`${outer}/`);
  return isInside(one, other) || isInside(other, one);
}

/** Yes when a constraint needs no other columns than these; without columns, any that is no primary key. */
function uniqueOn(facts: ProjectFacts, path: string, entity: string, columns: readonly string[]): Settled {
  const given = new Set(columns.map(columnName));
  for (const constraint of facts.constraintsOf(entity)) {
    if (!areRelated(facts.folderOf(path), facts.folderOf(constraint.at.path))) continue;
    const needed = constraint.columns.map(columnName);
    const suffices = columns.length === 0 ? !constraint.isPrimary : needed.length > 0 && needed.every((name) => given.has(name));
    if (suffices) return { kind: 'yes', where: constraint.at, what: constraint.at.text };
  }
  return no(`unique constraints of ${entity}`);
}

/** `teamId`, `team_id` and Django's `team` are one column. */
function columnName(name: string): string {
  const words = wordsOf(name);
  return (words.length > 1 && words.at(-1) === 'id' ? words.slice(0, -1) : words).join('_');
}
