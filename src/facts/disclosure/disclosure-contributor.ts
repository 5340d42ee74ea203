/** What keeps secrets out of the log of the whole application. */
import type { SummaryContributor } from '../contributor';
import { redactsEverywhere } from './redaction';

export const disclosureContributor: SummaryContributor = { name: 'disclosure', app: redactsEverywhere };
