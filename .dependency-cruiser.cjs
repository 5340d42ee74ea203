// The import law of the house (ARCHITECTURE.md prints this table). A folder of src is a room; what a room may import is
// said here and nowhere else. `typesOf`: rooms of which only types may be imported.
const MAY_IMPORT = {
  base: [],
  host: ['base'],
  libraries: ['base'],
  policy: ['base'],
  syntax: ['base', 'host'],
  provenance: ['base', 'host'],
  adr: ['base', 'host'],
  code: ['base', 'syntax'],
  facts: ['base', 'code', 'libraries'],
  project: ['base', 'host', 'facts', 'libraries'],
  rules: ['base', 'code', 'facts'],
  review: ['base', 'host', 'adr', 'code', 'facts', 'provenance', 'rules'],
  engine: ['base', 'host', 'syntax', 'code', 'libraries', 'facts', 'project', 'rules', 'provenance', 'adr', 'policy', 'review'],
  report: ['base', 'review', 'rules'],
  node: ['base', 'host'],
  cli: ['base', 'engine', 'node', 'report'],
  sidebar: ['base'],
  editor: ['base', 'engine', 'host', 'report', 'sidebar'],
};
const MAY_IMPORT_TYPES = {
  code: ['syntax'],
  facts: ['syntax'],
  sidebar: ['engine', 'review', 'provenance', 'adr'],
  editor: ['review', 'provenance', 'adr'],
  cli: ['review', 'provenance', 'adr', 'host'],
  report: ['provenance', 'adr'],
};

const inRoom = (rooms) => `^src/(${rooms.join('|')})/`;
const forbidden = Object.entries(MAY_IMPORT).flatMap(([room, allowed]) => {
  const types = MAY_IMPORT_TYPES[room] ?? [];
  const rules = [
    {
      name: `${room}-keeps-to-its-rooms`,
      comment: `${room} may import ${[...allowed, ...types].join(', ') || 'no other room'}; see MAY_IMPORT`,
      severity: 'error',
      from: { path: `^src/${room}/` },
      to: { path: '^src/', pathNot: [inRoom([room, ...allowed, ...types])] },
    },
  ];
  if (types.length > 0) {
    rules.push({
      name: `${room}-takes-types-only`,
      comment: `of ${types.join(', ')} ${room} may import types alone: the values come through the engine`,
      severity: 'error',
      from: { path: `^src/${room}/` },
      to: { path: inRoom(types.filter((each) => !allowed.includes(each))), dependencyTypesNot: ['type-only'] },
    });
  }
  return rules;
});

module.exports = {
  forbidden: [
    ...forbidden,
    {
      name: 'no-cycles',
      comment: 'a cycle makes two files one',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'rules-never-import-rules',
      comment: 'a rule stands on facts; rule.ts is the contract',
      severity: 'error',
      from: { path: '^src/rules/(?!registry)' },
      to: { path: '^src/rules/', pathNot: '^src/rules/rule\\.ts$' },
    },
    {
      name: 'features-never-import-features',
      comment: 'features share through the engine',
      severity: 'error',
      from: { path: '^src/editor/features/' },
      to: { path: '^src/editor/features/', pathNot: '^src/editor/features/feature\\.ts$' },
    },
    {
      name: 'vscode-only-in-editor',
      comment: 'the core runs in a terminal and in a browser',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(editor/|extension(\\.web)?\\.ts$)' },
      to: { path: '(^|/)vscode($|/)' },
    },
    {
      name: 'node-only-in-adapters',
      comment: 'the core runs in a web worker',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(node/|cli/|extension\\.ts$)' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'webview-keeps-to-protocol',
      comment: 'browser code shares messages with the host and nothing else',
      severity: 'error',
      from: { path: '^src/sidebar/webview/' },
      to: { path: '^src/', pathNot: '^src/(sidebar/webview/|sidebar/protocol/|base/)' },
    },
    {
      name: 'web-entry-has-no-node',
      comment: 'the web extension must load in a worker',
      severity: 'error',
      from: { path: '^src/extension\\.web\\.ts$' },
      to: { path: '^src/node/' },
    },
    {
      name: 'not-to-unresolvable',
      comment: 'an import that leads nowhere',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^vscode$' },
    },
    {
      name: 'no-dev-dependency-in-rooms-unbundled',
      comment: 'sources never reach into tests or scripts',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|scripts|samples)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
