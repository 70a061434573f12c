import type { Activity } from '@taffrail/contract';
import { Check, Copy } from 'lucide-react';
import { formatCount } from '../../../lib/format.ts';
import { Button } from '../../../ui/button.tsx';
import { useCopy } from '../../../ui/use-copy.ts';
import type { RowSelection } from '../../../ui/use-row-selection.ts';

/** What can be done with the rows that are selected. The log itself is never changed. */
export function SelectedRows({ selection }: { selection: RowSelection<Activity> }) {
  const { copied, copy } = useCopy();
  const { rows } = selection;
  const lines = (): string => rows.map((row) => JSON.stringify(row)).join('\n');
  return (
    <>
      <span className="text-compact text-muted">{formatCount(rows.length)} selected</span>
      <Button
        onClick={() => copy(lines(), 'the selected rows')}
        icon={copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
      >
        Copy as JSON lines
      </Button>
      <Button look="quiet" onClick={selection.clear}>
        Clear
      </Button>
    </>
  );
}
