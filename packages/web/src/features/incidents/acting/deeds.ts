import type { IncidentAction, IncidentDetail } from '@taffrail/contract';
import { useCan, useMe } from '../../../lib/me.ts';
import { useShortcut } from '../../../lib/use-shortcut.ts';
import { numberOf } from '../incident-words.ts';
import { doAssign } from '../incidents.api.ts';
import type { Acting } from './use-acting.ts';

/** What opens a dialog. */
export type Asked = 'resolve' | 'note' | 'assign' | 'merge';

export interface Deeds {
  readonly may: (action: IncidentAction) => boolean;
  readonly perform: (action: IncidentAction) => void;
  readonly takeIt: (() => void) | undefined;
}

/** What may be done to it now by whoever looks, by button and by key. */
export const useDeeds = (
  incident: IncidentDetail,
  acting: Acting,
  ask: (what: Asked) => void,
): Deeds => {
  const { id: me, name } = useMe();
  const mayAct = useCan('incidents.act');
  const may = (action: IncidentAction): boolean => mayAct && incident.allowed.includes(action);
  const perform = (action: IncidentAction): void => {
    if (action === 'resolve') ask('resolve');
    else void acting.act(action, incident);
  };
  const mayTake = mayAct && incident.state !== 'closed' && incident.owner?.id !== me;
  const takeIt = mayTake
    ? () =>
        void acting.run(() => doAssign(incident, me), `${numberOf(incident)} belongs to ${name}`)
    : undefined;
  useShortcut('a', 'Acknowledge', may('acknowledge') && (() => perform('acknowledge')), 'Records');
  useShortcut('d', 'Resolve', may('resolve') && (() => perform('resolve')), 'Records');
  useShortcut('Shift+d', 'Close', may('close') && (() => perform('close')), 'Records');
  useShortcut('m', 'Assign to me', takeIt, 'Records');
  useShortcut('n', 'Add a note', mayAct && (() => ask('note')), 'Records');
  return { may, perform, takeIt };
};
