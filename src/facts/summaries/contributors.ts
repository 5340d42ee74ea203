/** All that goes into a file's export summary. A vertical of the facts adds its contributor here. */
import { asyncContributor } from '../async/async-contributor';
import type { SummaryContributor } from '../contributor';
import { disclosureContributor } from '../disclosure/disclosure-contributor';
import { effectContributor } from '../effects/effect-contributor';
import { entryContributor } from '../entries/entry-contributor';
import { failureContributor } from '../failures/failure-contributor';
import { volumeContributor } from '../volume/volume-contributor';
import { loaders } from './loaders';

export const CONTRIBUTORS: readonly SummaryContributor[] = [
  entryContributor,
  effectContributor,
  failureContributor,
  asyncContributor,
  volumeContributor,
  disclosureContributor,
  loaders,
];
