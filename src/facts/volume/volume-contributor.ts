/** What pages lists for the whole application. */
import type { SummaryContributor } from '../contributor';
import { pagesByDefault } from './paginated-views';

export const volumeContributor: SummaryContributor = { name: 'volume', app: pagesByDefault };
