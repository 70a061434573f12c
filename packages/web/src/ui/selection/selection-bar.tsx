import type { BulkActionName, BulkTarget } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatCount } from '../../lib/format.ts';
import { useMe } from '../../lib/me.ts';
import { Button } from '../button.tsx';
import { later } from '../later.tsx';
import { bulkWords } from './bulk-words.ts';
import { previewQuery } from './bulk.api.ts';
import type { ListSelection } from './use-list-selection.ts';

const BulkDialog = later(async () => (await import('./bulk-dialog.tsx')).BulkDialog);

interface SelectionBarProps {
  /** Of rows of one kind. */
  selection: ListSelection<unknown>;
  actions: readonly [BulkActionName, ...BulkActionName[]];
}

interface Asked {
  readonly action: BulkActionName;
  readonly target: BulkTarget;
}

/** What can be done to the rows that are selected; stays in view while there are any. */
export function SelectionBar({ selection, actions }: SelectionBarProps) {
  const [asked, setAsked] = useState<Asked>();
  const { permissions } = useMe();
  const allowed = actions.filter((action) => permissions.includes(bulkWords[action].permission));
  const { target } = selection;
  return (
    <>
      {target && allowed.length > 0 && (
        <div
          role="region"
          aria-label="Selection"
          data-print="hide"
          className="sticky bottom-0 z-20 mt-2 flex flex-wrap items-center gap-2 rounded-panel border border-edge bg-surface px-4 py-2 shadow-dialog"
        >
          <Counted selection={selection} action={actions[0]} />
          <span className="ml-auto flex flex-wrap items-center gap-2">
            {allowed.map((action) => (
              <Button
                key={action}
                aria-haspopup="dialog"
                onPointerEnter={() => void BulkDialog.preload()}
                onClick={() => setAsked({ action, target })}
              >
                {bulkWords[action].verb}
              </Button>
            ))}
            <Button look="quiet" onClick={selection.clear}>
              Clear selection
            </Button>
          </span>
        </div>
      )}
      {asked && (
        <BulkDialog
          {...asked}
          onStarted={selection.clear}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  );
}

interface CountedProps {
  selection: ListSelection<unknown>;
  /** The first: how many match is the same for all. */
  action: BulkActionName;
}

/** How many, and the way to all that match. */
function Counted({ selection, action }: CountedProps) {
  const { rows, isAll, mayBeAll, filter } = selection;
  const { data } = useQuery({
    ...previewQuery(action, { filter }),
    enabled: isAll || mayBeAll,
  });
  const matching = data && formatCount(data.count);
  return (
    <>
      <span role="status" className="font-medium">
        {isAll ? `All ${matching ?? ''} matching selected` : `${formatCount(rows.rows.length)} selected`}
      </span>
      {mayBeAll && !isAll && (
        <Button look="quiet" onClick={selection.selectAll}>
          Select all {matching} matching
        </Button>
      )}
    </>
  );
}
