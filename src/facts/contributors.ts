/** All that goes into a file's export summary. A vertical of the facts adds its contributor here. */
import type { SummaryContributor } from './contributor';
import { effectContributor } from './effect-contributor';
import { entryContributor } from './entry-contributor';
import { failureContributor } from './failure-contributor';
import { loaders } from './loaders';

export const CONTRIBUTORS: readonly SummaryContributor[] = [entryContributor, effectContributor, failureContributor, loaders];
