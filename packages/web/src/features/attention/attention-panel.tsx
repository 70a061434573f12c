import type { Attention } from '@taffrail/contract';
import { Link } from '../../ui/link.tsx';
import { Panel, type PanelQuery } from '../../ui/panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { StatusIcon } from '../../ui/status.tsx';
import { AttentionRows } from './attention-rows.tsx';
import { missingText, restOf } from './attention-rest.ts';
import { kindWords } from './attention-words.ts';

/** What needs somebody now, above everything else; one calm line where nothing does. */
export function AttentionPanel({ query }: { query: PanelQuery<Attention> }) {
  const { data } = query;
  return (
    <Panel
      title="Needs attention"
      what="what needs attention"
      // What comes by itself moves rows, and says so; a bar would blink every few seconds.
      query={{ ...query, isFetching: query.isFetching && data === undefined }}
      flush
      className="mb-6"
      partial={data && missingText(data)}
      skeleton={<Skeleton className="h-6 w-64 max-w-full" />}
      isEmpty={({ items }) => items.length === 0}
      empty={
        <p className="flex items-center gap-2 px-4 pb-4">
          <StatusIcon status="ok" size={16} />
          <span className="font-medium">Nothing needs you.</span>
        </p>
      }
    >
      {(shown) => (
        <>
          <AttentionRows items={shown.items} />
          <Rest shown={shown} />
        </>
      )}
    </Panel>
  );
}

function Rest({ shown }: { shown: Attention }) {
  const rest = restOf(shown);
  if (rest.length === 0) return null;
  return (
    <p className="flex flex-wrap gap-x-3 border-t border-line px-4 py-2 text-compact text-muted">
      More:
      {rest.map(({ kind, text }) => (
        <Link key={kind} {...kindWords[kind].list}>
          {text}
        </Link>
      ))}
    </p>
  );
}
