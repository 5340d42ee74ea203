/** The modules of the project and the packages that a file imports. */
import { placeOf } from '#code/model';
import type { OwnedAnalysis } from '../create-analysis';
import { candidateModules, importedModules } from '../origins/imported-modules';
import type { FileSummary } from '../summary';

export function importsOf(analysis: OwnedAnalysis): Pick<FileSummary, 'imports' | 'packages'> {
  const imports = new Map<string, FileSummary['imports'][number]>();
  const packages = new Map<string, FileSummary['packages'][number]>();
  for (const imported of importedModules(analysis.model)) {
    for (const module of candidateModules(imported, analysis.model.language)) {
      const path = analysis.resolveModule(module);
      const isNamed = module === imported.module && analysis.isLocal(module);
      if (path !== undefined || isNamed) imports.set(module, { module, path });
    }
    if (imported.isImplied === true || imports.has(imported.module) || packages.has(imported.module)) continue;
    packages.set(imported.module, { name: imported.module, at: analysis.locationOf(placeOf(imported.node)) });
  }
  return { imports: [...imports.values()], packages: [...packages.values()] };
}
