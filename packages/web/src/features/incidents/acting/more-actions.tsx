import type { IncidentDetail } from '@taffrail/contract';
import { EllipsisVertical } from 'lucide-react';
import { Button } from '../../../ui/button.tsx';
import { Menu, MenuItem } from '../../../ui/menu.tsx';
import type { Asked, Deeds } from './deeds.ts';

interface MoreActionsProps {
  incident: IncidentDetail;
  deeds: Deeds;
  onAsk: (what: Asked) => void;
}

/** What is done to an incident less often. */
export function MoreActions({ incident, deeds, onAsk }: MoreActionsProps) {
  const isActive = incident.state === 'open' || incident.state === 'acknowledged';
  return (
    <Menu
      defaultOpen
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
