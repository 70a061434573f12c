import type { IncidentAction, IncidentDetail } from '@taffrail/contract';
import { EllipsisVertical } from 'lucide-react';
import { useState } from 'react';
import { useCan, useMe } from '../../../lib/me.ts';
import { useShortcut } from '../../../lib/use-shortcut.ts';
import { Button } from '../../../ui/button.tsx';
import { later } from '../../../ui/later.tsx';
import { Menu, MenuItem } from '../../../ui/menu.tsx';
import { actionWords, numberOf } from '../incident-words.ts';
import { doAssign } from '../incidents.api.ts';
import { useActing, type Acting } from './use-acting.ts';

const ResolveDialog = later(async () => (await import('./resolve-dialog.tsx')).ResolveDialog);
const NoteDialog = later(async () => (await import('./note-dialog.tsx')).NoteDialog);
const AssignDialog = later(async () => (await import('./assign-dialog.tsx')).AssignDialog);
const MergeDialog = later(async () => (await import('./merge-dialog.tsx')).MergeDialog);

type Asked = 'resolve' | 'note' | 'assign' | 'merge';

interface Deeds {
  readonly may: (action: IncidentAction) => boolean;
  readonly perform: (action: IncidentAction) => void;
  readonly takeIt: (() => void) | undefined;
}

const useDeeds = (incident: IncidentDetail, acting: Acting, ask: (what: Asked) => void): Deeds => {
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

const inBar = ['acknowledge', 'resolve', 'close', 'reopen'] as const;

/** What may be done to it now, and nothing else; on phones it stays in view. */
export function ActionBar({ incident }: { incident: IncidentDetail }) {
  const acting = useActing();
  const [asked, setAsked] = useState<Asked>();
  const deeds = useDeeds(incident, acting, setAsked);
  const mayAct = useCan('incidents.act');
  if (!mayAct) return null;
  const offered = inBar.filter(deeds.may);
  const close = (): void => setAsked(undefined);
  return (
    <section
      aria-label="Actions"
      data-page-actions
      className="flex flex-wrap items-center gap-2 max-sm:fixed max-sm:inset-x-0 max-sm:bottom-[calc(3.5rem+env(safe-area-inset-bottom))] max-sm:z-20 max-sm:border-t max-sm:border-line max-sm:bg-surface max-sm:px-4 max-sm:py-2"
    >
      {offered.map((action, index) => (
        <Button
          key={action}
          look={index === 0 ? 'primary' : 'secondary'}
          className="max-sm:flex-1"
          pending={acting.isPending}
          onClick={() => deeds.perform(action)}
        >
          {actionWords[action].verb}
        </Button>
      ))}
      <More incident={incident} deeds={deeds} onAsk={setAsked} />
      {asked === 'resolve' && <ResolveDialog incident={incident} acting={acting} onClose={close} />}
      {asked === 'note' && <NoteDialog incident={incident} acting={acting} onClose={close} />}
      {asked === 'assign' && <AssignDialog incident={incident} acting={acting} onClose={close} />}
      {asked === 'merge' && <MergeDialog incident={incident} acting={acting} onClose={close} />}
    </section>
  );
}

interface MoreProps {
  incident: IncidentDetail;
  deeds: Deeds;
  onAsk: (what: Asked) => void;
}

function More({ incident, deeds, onAsk }: MoreProps) {
  const isActive = incident.state === 'open' || incident.state === 'acknowledged';
  return (
    <Menu
      trigger={
        <Button icon={<EllipsisVertical size={14} aria-hidden />} aria-label="More actions">
          <span className="max-sm:sr-only">More</span>
        </Button>
      }
    >
      <MenuItem keys="n" onSelect={() => onAsk('note')}>
        Add a note
      </MenuItem>
      {deeds.takeIt && (
        <MenuItem keys="m" onSelect={deeds.takeIt}>
          Assign to me
        </MenuItem>
      )}
      {incident.state !== 'closed' && (
        <MenuItem onSelect={() => onAsk('assign')}>Assign to somebody</MenuItem>
      )}
      {deeds.may('unacknowledge') && (
        <MenuItem onSelect={() => deeds.perform('unacknowledge')}>
          Take the acknowledgement back
        </MenuItem>
      )}
      {isActive && <MenuItem onSelect={() => onAsk('merge')}>Merge others into it</MenuItem>}
    </Menu>
  );
}
