import type { IncidentDetail } from '@taffrail/contract';
import { EllipsisVertical } from 'lucide-react';
import { useState } from 'react';
import { useCan } from '../../../lib/me.ts';
import { Button } from '../../../ui/button.tsx';
import { later } from '../../../ui/later.tsx';
import { actionWords } from '../incident-words.ts';
import { useDeeds, type Asked, type Deeds } from './deeds.ts';
import { useActing } from './use-acting.ts';

const MoreActions = later(async () => (await import('./more-actions.tsx')).MoreActions);
const ResolveDialog = later(async () => (await import('./resolve-dialog.tsx')).ResolveDialog);
const NoteDialog = later(async () => (await import('./note-dialog.tsx')).NoteDialog);
const AssignDialog = later(async () => (await import('./assign-dialog.tsx')).AssignDialog);
const MergeDialog = later(async () => (await import('./merge-dialog.tsx')).MergeDialog);

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

/** The menu's code comes when the pointer or the focus does. */
function More(props: MoreProps) {
  const [opened, setOpened] = useState(false);
  const button = (
    <Button
      icon={<EllipsisVertical size={14} aria-hidden />}
      aria-label="More actions"
      aria-haspopup="menu"
      onPointerEnter={() => void MoreActions.preload()}
      onFocus={() => void MoreActions.preload()}
      onClick={() => setOpened(true)}
    >
      <span className="max-sm:sr-only">More</span>
    </Button>
  );
  return opened ? <MoreActions {...props} waiting={button} /> : button;
}
