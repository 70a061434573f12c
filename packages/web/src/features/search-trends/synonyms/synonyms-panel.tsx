import type { SearchSynonym } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useCan } from '../../../lib/me.ts';
import { Button } from '../../../ui/button.tsx';
import { PanelFrame } from '../../../ui/panel.tsx';
import { toast } from '../../../ui/toast.ts';
import { synonymsQuery, useSplitTerm } from '../search-trends.api.ts';

/** Terms of a dimension that count as others, each with the way back; nothing where there are none. */
export function SynonymsPanel({ dimension }: { dimension: string }) {
  const { data } = useQuery(synonymsQuery);
  const mayManage = useCan('search_trends.manage');
  const shown = data?.items.filter((synonym) => synonym.dimension === dimension) ?? [];
  if (shown.length === 0) return null;
  return (
    <PanelFrame title="Counted as others" flush className="mb-4">
      <ul>
        {shown.map((synonym) => (
          <li
            key={synonym.term.id}
            className="flex min-h-9 flex-wrap items-center justify-between gap-x-4 border-t border-line px-4 py-1"
          >
            <span className="min-w-0 break-words">
              {synonym.term.label} <span className="text-muted">counts as</span>{' '}
              {synonym.into.label}
            </span>
            {mayManage && <Split synonym={synonym} />}
          </li>
        ))}
      </ul>
    </PanelFrame>
  );
}

function Split({ synonym: { term, into } }: { synonym: SearchSynonym }) {
  const { mutateAsync, isPending } = useSplitTerm();
  const split = async (): Promise<void> => {
    await mutateAsync(term.id);
    toast('ok', `“${term.label}” counts by itself again`);
  };
  return (
    <Button
      look="quiet"
      size="row"
      pending={isPending}
      onClick={() => void split().catch((error: Error) => toast('error', error.message))}
      aria-label={`Split ${term.label} from ${into.label}`}
    >
      Split
    </Button>
  );
}
