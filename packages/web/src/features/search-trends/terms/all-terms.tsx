import { SearchTermsSort, type SearchTerms } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { formatCount, plural } from '../../../lib/format.ts';
import { useCan } from '../../../lib/me.ts';
import { useShortcut } from '../../../lib/use-shortcut.ts';
import { DataTable } from '../../../ui/data-table.tsx';
import { DownloadLink } from '../../../ui/download-link.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { inputClass } from '../../../ui/looks.ts';
import { Pager } from '../../../ui/pager.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { defaultSort } from '../search-trends-search.ts';
import { termsAPage, termsFileUrl, termsQuery } from '../search-trends.api.ts';
import type { SearchTrendsState } from '../use-search-trends.ts';
import { termColumns } from './term-columns.tsx';

interface AllTermsProps {
  page: SearchTrendsState;
  dimension: string;
  title: string;
}

const rowId = ({ id }: { id: number }): string => String(id);
const rowName = ({ label }: { label: string }): string => label;

/** Every term of a dimension, to be searched, sorted and merged. */
export function AllTerms({ page, dimension, title }: AllTermsProps) {
  const { search, change, asked } = page;
  const sort = search.sort ?? defaultSort;
  const offset = Number(search.after ?? 0);
  const query = useQuery(termsQuery({ ...asked, dimension, q: search.q, sort, offset }));
  const mayMerge = useCan('search_trends.manage');
  const total = query.data?.total;
  const columns = useMemo(
    () => (total ? termColumns({ dimension, total, mayMerge }) : []),
    [dimension, total, mayMerge],
  );
  const sortBy = (next: string): void => {
    const read = SearchTermsSort.safeParse(next);
    if (read.success)
      change({ sort: read.data === defaultSort ? undefined : read.data, after: undefined });
  };
  const move = (to: number): void => change({ after: to > 0 ? String(to) : undefined });
  return (
    <div id="terms" className="mb-4 scroll-mt-(--top-bar)">
      <Panel
        title={`All ${title.toLowerCase()}`}
        query={query}
        flush
        partial={query.data && othersText(query.data)}
        isEmpty={({ items }) => items.length === 0}
        empty={<NoTerms q={search.q} isKept={query.data?.isKept ?? true} />}
        actions={
          <>
            <TermSearch
              key={dimension}
              q={search.q}
              onSearch={(q) => change({ q: q || undefined, after: undefined }, { replace: true })}
            />
            <ExportTerms href={termsFileUrl(asked, dimension)} />
            <IconButton
              label="Close the list"
              onClick={() =>
                change({ tab: undefined, q: undefined, sort: undefined, after: undefined })
              }
            >
              <X size={16} aria-hidden />
            </IconButton>
          </>
        }
      >
        {({ items, count }) => (
          <>
            <DataTable
              caption={title}
              columns={columns}
              rows={items}
              rowId={rowId}
              rowName={rowName}
              sort={sort}
              onSort={sortBy}
            />
            <Pager
              names={['Previous', 'Next']}
              count={`${formatCount(offset + 1)} to ${formatCount(offset + items.length)} of ${formatCount(count)}`}
              onNewer={offset > 0 ? () => move(offset - termsAPage) : undefined}
              onOlder={offset + items.length < count ? () => move(offset + termsAPage) : undefined}
            />
          </>
        )}
      </Panel>
    </div>
  );
}

const othersText = ({ rare, beyond }: SearchTerms): string | undefined => {
  const parts = [
    ...(rare.terms > 0
      ? [
          `${plural(rare.terms, 'rare term')} with ${plural(rare.figures.searches, 'search', 'searches')}`,
        ]
      : []),
    ...(beyond.figures.searches > 0
      ? [
          `${plural(beyond.figures.searches, 'search', 'searches')} beyond the most frequent of a day`,
        ]
      : []),
  ];
  return parts.length === 0 ? undefined : `Not by name: ${parts.join(', ')}.`;
};

function NoTerms({ q, isKept }: { q: string | undefined; isKept: boolean }) {
  if (!isKept)
    return (
      <EmptyState kind="filter" title="Beside two filters nothing else is counted.">
        Remove one of them.
      </EmptyState>
    );
  return q === undefined ? (
    <EmptyState kind="filter" title="No search of this range names any." />
  ) : (
    <EmptyState kind="filter" title={`No term of this range has “${q}” in it.`} />
  );
}

const typingMs = 300;

interface TermSearchProps {
  q: string | undefined;
  onSearch: (q: string) => void;
}

function TermSearch({ q = '', onSearch }: TermSearchProps) {
  const [text, setText] = useState(q);
  const input = useRef<HTMLInputElement>(null);
  const latest = useRef(onSearch);
  useEffect(() => {
    latest.current = onSearch;
  });
  useEffect(() => {
    if (text === q) return undefined;
    const timer = setTimeout(() => latest.current(text), typingMs);
    return () => clearTimeout(timer);
  }, [text, q]);
  useShortcut('/', 'Search the terms', () => input.current?.focus());
  return (
    <input
      ref={input}
      type="search"
      value={text}
      maxLength={100}
      onChange={(event) => setText(event.currentTarget.value)}
      aria-label="Search the terms"
      placeholder="Search"
      className={`${inputClass} w-40`}
    />
  );
}

function ExportTerms({ href }: { href: string }) {
  return (
    <DownloadLink
      href={href}
      holds="Every term of the range that has a name."
      shortcut="Export the terms"
    >
      Export CSV
    </DownloadLink>
  );
}
