/** Origins as short text, asked for by a comment at the end of a line: `api.get(); //= axios:create().get`. */
import type { Call } from '../../src/code/model';
import type { OwnedAnalysis } from '../../src/facts/create-analysis';
import { sitesOf } from '../../src/facts/entries/sites';
import { joinPath, type Origin, printOrigin } from '../../src/facts/origin';

export function describeOrigin(origin: Origin): string {
  switch (origin.kind) {
    case 'package':
    case 'project':
    case 'global':
      return `${origin.kind === 'package' && origin.assumed === true ? '?' : ''}${printOrigin(origin)}`;
    case 'function':
      return `function ${joinPath([origin.fn.name, ...origin.path])}`;
    case 'class':
      return `class ${joinPath([origin.cls.name, ...origin.path])}`;
    case 'parameter':
      return `parameter ${joinPath([String(origin.index), ...origin.path])}`;
    case 'expression':
      return `expression ${origin.node.kind}${origin.path.length > 0 ? `.${joinPath(origin.path)}` : ''}`;
    case 'unknown':
      return 'unknown';
  }
}

/** For each line with a `//=` or `#=` comment: what it says, and the origin of the callee of the call that ends last on the line. */
export function originsAsked(analysis: OwnedAnalysis): { readonly said: readonly string[]; readonly found: readonly string[] } {
  const outer = new Map<number, Call>();
  for (const item of analysis.model.items)
    for (const call of sitesOf(item).calls) {
      const line = analysis.locationOf({ item, start: call.start, end: call.end }).startLine;
      const known = outer.get(line);
      if (known === undefined || call.end > known.end || (call.end === known.end && call.start < known.start))
        outer.set(line, call);
    }
  const said: string[] = [];
  const found: string[] = [];
  analysis.model.text.split('\n').forEach((text, index) => {
    const expected = /(?:\/\/|#)= (.*)$/.exec(text)?.[1];
    if (expected === undefined) return;
    const call = outer.get(index + 1);
    said.push(`${index + 1}: ${expected}`);
    found.push(`${index + 1}: ${call === undefined ? 'no call' : describeOrigin(analysis.originOf(call.callee))}`);
  });
  return { said, found };
}
