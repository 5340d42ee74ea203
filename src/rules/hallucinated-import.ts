/** A package that nobody declared is not there on the next machine, and its name may be taken by somebody who waits for that. */
import { placeOf } from '#code/model';
import { foreignImports } from '#facts/written/foreign-imports';
import { ask, defineRule } from './rule';

export const rule = defineRule({
  id: 'hallucinated-import',
  mode: 'MOD-01',
  rows: [],
  reads: 'constants',
  title: 'Import of a package that no manifest names',
  question: 'Does this package exist, is it the one we mean, and who installs it?',
  severity: 8,
  occurrence: 6,
  detection: 4,
  sources: ['OWASP LLM03', 'ASVS 15.2.4', 'CWE-1357'],
  card: {
    detection:
      'A clean install and one start of the program on every change: what is not declared fails there, not in production.',
    mitigation:
      'Look the name up in the registry: its age, its source, its downloads. Then declare it with a version, or take the import out.',
    diagnostics: 'The first log line after the start names the module that was not found.',
    testing: 'Load every module once in a fresh container that has only what the manifest installs.',
  },
  wouldAnswer: [
    'the package declared in the manifest, its version locked',
    'the package of the same purpose that is declared already',
    'an import that may fail, and code that goes on without it',
  ],

  *check({ analysis, item }) {
    if (analysis.pathRole !== 'source') return;
    const asked = new Set<string>();
    for (const { node, name, isCertain, held } of foreignImports(analysis, item)) {
      if (asked.has(name)) continue;
      asked.add(name);
      const place = placeOf(node);
      const when = [{ kind: 'undeclared', name }] as const;
      if (held !== undefined) yield { kind: 'discharged', place, by: [held], evidence: held.what, when };
      else
        yield ask(place, {
          evidence: `\`${name}\`: no manifest from here to the root, no lock file and no folder of the repository has the name`,
          confidence: isCertain ? 'high' : 'low',
          when,
          unless: [{ kind: 'named-elsewhere', name }],
        });
    }
  },
});
