import {
  acknowledgeIncident,
  reopenIncident,
  resolveIncident,
  unacknowledgeIncident,
} from '@taffrail/contract';
import { api } from '../../lib/api.ts';

export type Deed = 'acknowledge' | 'resolve';

/** Of the version that was looked at: when another has acted meanwhile, it is refused. */
export const act = (deed: Deed, id: string, version: number) =>
  deed === 'acknowledge'
    ? api(acknowledgeIncident, { params: { id }, body: { version } })
    : api(resolveIncident, { params: { id }, body: { version } });

/** The opposite of a deed, of the version that came of it. */
export const takeBack = (deed: Deed, id: string, version: number) =>
  deed === 'acknowledge'
    ? api(unacknowledgeIncident, { params: { id }, body: { version } })
    : api(reopenIncident, { params: { id }, body: { version } });
