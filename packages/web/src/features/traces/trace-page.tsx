import type { ChangeTopic, Trace, TraceEntry } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useMemo, useRef, useState } from 'react';
import { FigureHead } from '../../charts/draw/figure-head.tsx';
import { ApiError } from '../../lib/api.ts';
import { formatLatency, plural } from '../../lib/format.ts';
import { useUrlState } from '../../lib/url/url-state.ts';
import { withSearch } from '../../lib/url/with-search.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Panel } from '../../ui/panel.tsx';
import { QueryRefresh } from '../../ui/query-refresh.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useMedia } from '../../ui/use-media.ts';
import { EntryPanel } from './detail/entry-panel.tsx';
import { missingTexts, TraceFacts } from './head/trace-facts.tsx';
import { TraceFilters, type TraceFilterValues } from './head/trace-filters.tsx';
import { UnknownTrace } from './head/unknown-trace.tsx';
import { formatMicroseconds } from './layer-words.ts';
import { traceQuery } from './traces.api.ts';
import { readLayers, TraceSearch, writeLayers } from './traces-search.ts';
import { buildTree, findGaps, skewOf, type Tree } from './tree/prepare-tree.ts';
import { TraceTable } from './tree/trace-table.tsx';
import { Waterfall } from './tree/waterfall.tsx';

const topics: readonly ChangeTopic[] = [
  'spans',
  'ai_jobs',
  'activity',
  'system_logs',
  'pipelines',
  'alerts',
  'incidents',
  'checks',
  'notifications',
];
/** A trace that was heard of so lately may go on. */
const goesOnMs = 10 * 60_000;

const mayGoOn = ({ startedAt, durationUs, asOf }: Trace): boolean =>
  Date.parse(asOf) - (Date.parse(startedAt) + durationUs / 1_000) < goesOnMs;

/** All that belongs to one request, on one axis. */
function Page() {
  const { traceId = '' } = useParams({ strict: false });
  const query = useQuery(traceQuery(traceId));
  const { data: trace, error } = query;
  const isUnknown = !trace && error instanceof ApiError && error.code === 'not_found';
  return (
    <>
      <PageHead
        title={trace?.name ?? 'Trace'}
        purpose="All that belongs to one request, in every layer, on one axis."
        documentTitle={`Trace ${traceId.slice(0, 8)}`}
      />
      <QueryRefresh query={query} liveTopics={trace && mayGoOn(trace) ? topics : undefined} />
      {trace && <TraceFacts trace={trace} />}
      {trace && <Missing trace={trace} />}
      {isUnknown ? (
        <UnknownTrace traceId={traceId} />
      ) : (
        <Panel
          title="Timeline"
          what="the trace"
          query={query}
          flush
          skeleton={<Skeleton className="mx-4 h-96" />}
        >
          {(shown) => <Timeline trace={shown} />}
        </Panel>
      )}
    </>
  );
}

function Missing({ trace }: { trace: Trace }) {
  const texts = missingTexts(trace);
  if (texts.length === 0) return null;
  return (
    <Notice status="info" live="off" className="mb-4">
      {texts.map((text) => (
        <p key={text}>{text}</p>
      ))}
    </Notice>
  );
}

/** Undefined where everything matches. */
const toMatches = ({ q, layers, errorsOnly }: TraceFilterValues) => {
  const text = q?.trim().toLowerCase();
  if (!text && !layers && !errorsOnly) return undefined;
  return ({ layer, status, name, place, note, recordId }: TraceEntry): boolean =>
    (!layers || layers.includes(layer)) &&
    (!errorsOnly || status === 'error') &&
    (!text ||
      [name, place, note, recordId].some((part) => part?.toLowerCase().includes(text) ?? false));
};

const format = (us: number): string => formatMicroseconds(us, formatLatency);

/** "24 parts in 1.2 s; nothing is known of 400 ms in between; clocks differ by 3 ms or more." */
const summarize = ({ entries, durationUs }: Trace, tree: Tree): string => {
  const gaps = findGaps(entries, durationUs);
  const gapUs = gaps.reduce((sum, { fromUs, toUs }) => sum + toUs - fromUs, 0);
  const skewUs = entries.reduce((most, entry) => Math.max(most, skewOf(tree, entry)), 0);
  return `${[
    `${plural(entries.length, 'part')} in ${format(durationUs)}`,
    ...(gapUs > 0 ? [`nothing is known of ${format(gapUs)} in between (grey)`] : []),
    ...(skewUs > 0 ? [`clocks differ by ${format(skewUs)} or more: bars stand as told`] : []),
    ...(tree.partsOf.size > 0
      ? ['underlined is the critical path: what the whole waited for']
      : []),
  ].join('; ')}.`;
};

function Timeline({ trace }: { trace: Trace }) {
  const [search, change] = useUrlState(TraceSearch);
  const [asTable, setAsTable] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const tree = useMemo(() => buildTree(trace.entries), [trace.entries]);
  const { q, f, errors, peek } = search;
  const values = useMemo(
    () => ({ q, layers: readLayers(f), errorsOnly: errors !== undefined }),
    [q, f, errors],
  );
  const matches = useMemo(() => toMatches(values), [values]);
  const filter = (given: Partial<TraceFilterValues>): void =>
    change(
      {
        ...('q' in given && { q: given.q }),
        ...('layers' in given && { f: writeLayers(given.layers) }),
        ...('errorsOnly' in given && { errors: given.errorsOnly ? '1' : undefined }),
      },
      // Typing is no step that Back undoes.
      { replace: 'q' in given },
    );
  const select = (id: string | undefined): void => change({ peek: id }, { replace: true });
  const open = (id: string): void => {
    select(id);
    requestAnimationFrame(() => heading.current?.focus());
  };
  // On a narrow screen the details are below, out of sight.
  const isBelow = useMedia('(width < 64rem)');
  const entry = peek === undefined ? undefined : tree.byId.get(peek);
  const found = matches ? trace.entries.filter(matches) : trace.entries;
  return (
    <figure>
      <div className="px-4">
        <FigureHead asTable={asTable} onAsTable={setAsTable}>
          {summarize(trace, tree)}
        </FigureHead>
      </div>
      <TraceFilters trace={trace} values={values} onChange={filter} />
      {found.length === 0 ? (
        <EmptyState kind="filter" title="No part of this trace matches." />
      ) : (
        <div className={entry ? 'lg:grid lg:grid-cols-[minmax(0,1fr)_24rem]' : undefined}>
          <Waterfall
            trace={trace}
            tree={tree}
            matches={matches}
            selectedId={entry?.id}
            onSelect={(id) => (isBelow && id !== undefined ? open(id) : select(id))}
            onOpen={open}
          />
          {entry && (
            <EntryPanel
              trace={trace}
              tree={tree}
              entry={entry}
              heading={heading}
              onClose={() => select(undefined)}
            />
          )}
        </div>
      )}
      {asTable && <TraceTable entries={found} />}
    </figure>
  );
}

export const TracePage = withSearch(TraceSearch, Page);
