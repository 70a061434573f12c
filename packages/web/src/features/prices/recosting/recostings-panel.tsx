import type { Recosting } from '@taffrail/contract';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Panel, type PanelQuery } from '../../../ui/panel.tsx';
import { RecostingItem } from './recosting-item.tsx';

/** When jobs were costed again, newest first. */
export function RecostingsPanel({ query }: { query: PanelQuery<readonly Recosting[]> }) {
  return (
    <Panel
      title="Re-costing"
      titleHidden
      query={query}
      isEmpty={(items) => items.length === 0}
      empty={
        <EmptyState kind="never" title="No jobs were costed again yet.">
          A job keeps the cost that it came with. After a price was set for the past, look here what
          its jobs would cost by it, and apply that.
        </EmptyState>
      }
    >
      {(items) => (
        <ul>
          {items.map((recosting, index) => (
            <RecostingItem key={recosting.id} recosting={recosting} isOpen={index === 0} />
          ))}
        </ul>
      )}
    </Panel>
  );
}
