/**
 * What a repository's configuration could make git run, and the values that switch it off. They are handed to git as
 * configuration of the command (`GIT_CONFIG_KEY_n`), which outranks every file and takes names with any character.
 */
import { devNull } from 'node:os';

type Setting = readonly [key: string, value: string];

/** Keys known by name; an empty value runs nothing. */
const FIXED: readonly Setting[] = [
  ['core.fsmonitor', 'false'],
  ['core.hooksPath', devNull],
  ['core.pager', 'cat'],
  ['core.editor', ''],
  ['core.askPass', ''],
  ['core.sshCommand', ''],
  ['core.gitProxy', ''],
  ['core.alternateRefsCommand', ''],
  ['core.quotePath', 'false'],
  ['color.ui', 'false'],
  ['credential.helper', ''],
  ['credential.interactive', 'false'],
  ['diff.external', ''],
  ['diff.orderFile', devNull],
  ['diff.ignoreSubmodules', 'all'],
  ['diff.submodule', 'short'],
  ['fetch.recurseSubmodules', 'false'],
  ['gc.auto', '0'],
  ['gpg.program', ''],
  ['gpg.openpgp.program', ''],
  ['gpg.x509.program', ''],
  ['gpg.ssh.program', ''],
  ['gpg.ssh.defaultKeyCommand', ''],
  ['i18n.logOutputEncoding', 'UTF-8'],
  ['interactive.diffFilter', ''],
  ['log.showSignature', 'false'],
  ['maintenance.auto', 'false'],
  ['protocol.allow', 'never'],
  ['protocol.ext.allow', 'never'],
  ['protocol.file.allow', 'never'],
  ['protocol.git.allow', 'never'],
  ['protocol.http.allow', 'never'],
  ['protocol.https.allow', 'never'],
  ['protocol.ssh.allow', 'never'],
  ['safe.bareRepository', 'explicit'],
  ['sequence.editor', ''],
  ['status.submoduleSummary', 'false'],
  ['submodule.recurse', 'false'],
  ['uploadpack.packObjectsHook', ''],
];

/** Keys whose middle part the repository chose: each one that is configured is answered by name. */
const NAMED: readonly { readonly pattern: RegExp; readonly answer: (name: string) => readonly Setting[] }[] = [
  {
    pattern: /^filter\.(.+)\.[^.]+$/s,
    answer: (name) => [
      [`filter.${name}.clean`, ''],
      [`filter.${name}.smudge`, ''],
      [`filter.${name}.process`, ''],
      [`filter.${name}.required`, 'false'],
    ],
  },
  {
    pattern: /^diff\.(.+)\.(?:command|textconv|cachetextconv)$/s,
    answer: (name) => [
      [`diff.${name}.command`, ''],
      [`diff.${name}.textconv`, ''],
      [`diff.${name}.cachetextconv`, 'false'],
    ],
  },
  { pattern: /^merge\.(.+)\.driver$/s, answer: (name) => [[`merge.${name}.driver`, '']] },
  { pattern: /^credential\.(.+)\.helper$/s, answer: (name) => [[`credential.${name}.helper`, '']] },
  { pattern: /^pager\.(.+)$/s, answer: (name) => [[`pager.${name}`, 'false']] },
  { pattern: /^protocol\.(.+)\.allow$/s, answer: (name) => [[`protocol.${name}.allow`, 'never']] },
  {
    pattern: /^submodule\.(.+)\.(?:update|ignore|fetchrecursesubmodules)$/s,
    answer: (name) => [
      [`submodule.${name}.update`, 'none'],
      [`submodule.${name}.ignore`, 'all'],
    ],
  },
  {
    pattern: /^remote\.(.+)\.(?:uploadpack|receivepack|proxy)$/s,
    answer: (name) => [
      [`remote.${name}.uploadpack`, ''],
      [`remote.${name}.receivepack`, ''],
      [`remote.${name}.proxy`, ''],
    ],
  },
];

/** More names than any real configuration has: git is not used at all then, for the answer would not fit its environment. */
const MAX_SETTINGS = 1000;

/** The settings that make git harmless, given the keys that are configured; undefined when there are too many. */
export function harmlessConfig(configuredKeys: readonly string[]): readonly Setting[] | undefined {
  const settings = new Map(FIXED);
  for (const key of new Set(configuredKeys)) {
    for (const { pattern, answer } of NAMED) {
      const name = pattern.exec(key)?.[1];
      if (name !== undefined) for (const [each, value] of answer(name)) settings.set(each, value);
    }
    if (settings.size > MAX_SETTINGS) return undefined;
  }
  return [...settings];
}

/** Of the user's own git variables only those that say where the configuration lies and where to stop looking. */
const KEPT: ReadonlySet<string> = new Set([
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_SYSTEM',
  'GIT_CONFIG_NOSYSTEM',
  'GIT_CEILING_DIRECTORIES',
  'GIT_DISCOVERY_ACROSS_FILESYSTEM',
]);

/** Environment of every git process: the user's without what redirects git, and with every door shut. */
export function harmlessEnvironment(base: NodeJS.ProcessEnv, settings: readonly Setting[]): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = {};
  for (const [name, value] of Object.entries(base)) {
    const upper = name.toUpperCase();
    if ((!upper.startsWith('GIT_') || KEPT.has(upper)) && upper !== 'SSH_ASKPASS' && upper !== 'LANGUAGE')
      environment[name] = value;
  }
  // Configuration handed over by the environment is how containers say `safe.directory`; ours comes after it and wins.
  const own = [...inheritedConfig(base), ...settings];
  environment.GIT_CONFIG_COUNT = String(own.length);
  for (const [index, [key, value]] of own.entries()) {
    environment[`GIT_CONFIG_KEY_${index}`] = key;
    environment[`GIT_CONFIG_VALUE_${index}`] = value;
  }
  return {
    ...environment,
    LC_ALL: 'C',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_ASKPASS: '',
    GIT_EDITOR: '',
    GIT_LITERAL_PATHSPECS: '1',
    GIT_NO_LAZY_FETCH: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_PAGER: 'cat',
    GIT_PROTOCOL_FROM_USER: '0',
    GIT_TERMINAL_PROMPT: '0',
  };
}

function inheritedConfig(base: NodeJS.ProcessEnv): readonly Setting[] {
  const count = Number(base.GIT_CONFIG_COUNT ?? '0');
  if (!Number.isInteger(count) || count < 0 || count > MAX_SETTINGS) return [];
  return Array.from({ length: count }, (_, index): Setting => {
    return [base[`GIT_CONFIG_KEY_${index}`] ?? '', base[`GIT_CONFIG_VALUE_${index}`] ?? ''];
  }).filter(([key]) => key !== '');
}
