import type { BulkActionName, BulkTarget } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatCount } from '../../lib/format.ts';
import { Button } from '../button.tsx';
import { later } from '../later.tsx';
import { bulkWords } from './bulk-words.ts';
import { previewQuery } from './bulk.api.ts';
import type { ListSelection } from './use-list-selection.ts';

const BulkDialog = later(async () => (await import('./bulk-dialog.tsx')).BulkDialog);

interface Asked {
  readonly action: BulkActionName;
  readonly target: BulkTarget;
}

/** What can be done to the rows that are selected; stays in view while there are any. */
export function SelectionBar({ selection }: { selection: ListSelection }) {
  const [asked, setAsked] = useState<Asked>();
  const { actions, target, clear } = selection;
  const [first] = actions;
  return (
    <>
      {target && first && (
        <section
          aria-label="Selection"
          data-print="hide"
          className="sticky bottom-[calc(var(--bottom-bar)+8px)] z-20 mx-2 mb-2 flex flex-wrap items-center gap-2 rounded-panel border border-edge bg-surface px-3 py-2 shadow-dialog"
        >
          <Counted selection={selection} action={first} />
          <span className="ml-auto flex flex-wrap items-center gap-2">
            {actions.map((action) => (
              <Button
                key={action}
                aria-haspopup="dialog"
                onPointerEnter={() => void BulkDialog.preload()}
                onClick={() => setAsked({ action, target })}
              >
                {bulkWords[action].verb}
              </Button>
            ))}
            <Button look="quiet" onClick={clear}>
              Clear<span className="max-sm:sr-only"> selection</span>
            </Button>
          </span>
        </section>
      )}
      {asked && <BulkDialog {...asked} onStarted={clear} onClose={() => setAsked(undefined)} />}
    </>
  );
}

interface CountedProps {
  selection: ListSelection;
  /** How many match is the same for all. */
  action: BulkActionName;
}

/** How many, and the way to all that match. */
function Counted({ selection, action }: CountedProps) {
  const { count, isAll, mayBePage, mayBeAll, filter, selectPage, selectAll } = selection;
  const { data } = useQuery({ ...previewQuery(action, { filter }), enabled: isAll || mayBeAll });
  const matching = data ? `${formatCount(data.count)} ` : '';
  return (
    <>
      <output className="font-medium">
        {isAll ? `All ${matching}matching selected` : `${formatCount(count)} selected`}
      </output>
      {mayBePage && (
        <Button look="quiet" onClick={selectPage}>
          Select the page
        </Button>
      )}
      {mayBeAll && !isAll && (
        <Button look="quiet" onClick={selectAll}>
          Select all {matching}matching
        </Button>
      )}
    </>
  );
}
