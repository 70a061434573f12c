import type { SearchTerm } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatCount } from '../../../lib/format.ts';
import { Button } from '../../../ui/button.tsx';
import { Combobox } from '../../../ui/combobox.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { toast } from '../../../ui/toast.ts';
import { termsQuery, useMergeTerms, useSplitTerm } from '../search-trends.api.ts';

interface MergeTermProps {
  dimension: string;
  term: SearchTerm;
}

/** Has a term counted as another: two spellings of one thing. */
export function MergeTerm({ dimension, term }: MergeTermProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        look="quiet"
        size="row"
        aria-label={`Counts as… (${term.label})`}
        disabledReason={
          term.merged.length > 0
            ? 'Other terms count as this one: split them from it first.'
            : undefined
        }
        onClick={() => setOpen(true)}
        className="-ml-2"
      >
        Counts as…
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={`Count “${term.label}” as another term`}
        description="Its searches, past and coming, are then shown with those of the other. It can be taken back at any time."
      >
        <ChooseTerm dimension={dimension} term={term} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function ChooseTerm({ dimension, term, onDone }: MergeTermProps & { onDone: () => void }) {
  const [text, setText] = useState('');
  const merge = useMergeTerms();
  const split = useSplitTerm();
  const { data } = useQuery(
    termsQuery({
      range: '12m',
      compare: 'off',
      filter: [],
      dimension,
      q: text.trim() || undefined,
      sort: '-searches',
      offset: 0,
    }),
  );
  const others = data?.items.filter(({ id }) => id !== term.id).slice(0, 20) ?? [];
  const undo = (): void =>
    void split.mutateAsync(term.id).catch((error: Error) => toast('error', error.message));
  // Awaited, not called back: by then the row of the term, and this with it, is gone.
  const choose = async (value: string): Promise<void> => {
    const { into } = await merge.mutateAsync({ termId: term.id, intoId: Number(value) });
    onDone();
    toast('ok', `“${term.label}” counts as “${into.label}”`, {
      action: { label: 'Undo', run: undo },
    });
  };
  return (
    <div className="flex flex-col gap-3">
      {merge.error && <Notice status="error">{merge.error.message}</Notice>}
      <Combobox
        label="Term that it counts as"
        placeholder="Search the terms"
        text={text}
        onText={setText}
        // What fails is said above.
        onChoose={(value) => void choose(value).catch(() => undefined)}
        free={false}
        suggestions={others.map(({ id, label, figures }) => ({
          value: String(id),
          label,
          hint: formatCount(figures.searches),
        }))}
      />
    </div>
  );
}
