import type { Incident } from '@taffrail/contract';
import { useState } from 'react';
import { useCan } from '../../../lib/me.ts';
import { useShortcut } from '../../../lib/use-shortcut.ts';
import { later } from '../../../ui/later.tsx';
import { focusedRowId } from '../../../ui/row-box.tsx';
import { useActing } from '../acting/use-acting.ts';

const ResolveDialog = later(
  async () => (await import('../acting/resolve-dialog.tsx')).ResolveDialog,
);

/** a acknowledges the incident whose row has the focus, d resolves it. */
export function RowDeeds({ items }: { items: readonly Incident[] }) {
  const acting = useActing();
  const mayAct = useCan('incidents.act');
  const [resolving, setResolving] = useState<Incident>();
  const ofFocused = (deed: (incident: Incident) => void) => (): void => {
    const id = focusedRowId();
    const incident = items.find((item) => item.id === id);
    if (incident) deed(incident);
  };
  const acknowledge = ofFocused((incident) => void acting.act('acknowledge', incident));
  const resolve = ofFocused((incident) => {
    if (incident.state === 'open' || incident.state === 'acknowledged') setResolving(incident);
  });
  const hasDeeds = mayAct && items.length > 0;
  useShortcut('a', 'Acknowledge the incident', hasDeeds && acknowledge, 'Lists');
  useShortcut('d', 'Resolve the incident', hasDeeds && resolve, 'Lists');
  if (!resolving) return null;
  return (
    <ResolveDialog incident={resolving} acting={acting} onClose={() => setResolving(undefined)} />
  );
}
