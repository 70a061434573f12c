import type { UseQueryResult } from '@tanstack/react-query';
import { useRef, type RefObject } from 'react';
import { countText } from '../../count-text.ts';
import { useAnnouncedCount } from '../../use-announced-count.ts';
import { useCopyLink } from '../../use-copy-link.ts';
import { useTopOfPage } from '../../use-top-of-page.ts';
import type { LogPage, LogRow } from '../rows.ts';
import { useAnnouncedArrivals } from '../use-announced-arrivals.ts';
import type { LogSource } from '../use-latest-rows.ts';
import { useLiveLog, type LiveLog, type LogState } from '../use-live-log.ts';
import { usePaused } from '../use-paused.ts';

/** A page that shows a list over time, in the words of its address. */
export interface LiveListPage<A> extends Omit<LogState<LogRow, A>, 'query'> {
  readonly search: { readonly after?: string | undefined; readonly peek?: string | undefined };
  readonly asOf: Date;
}

export interface LiveListState<R extends LogRow> {
  readonly page: LiveListPage<unknown>;
  readonly query: UseQueryResult<LogPage<R>>;
  readonly log: LiveLog<R>;
  /** The rows in view. */
  readonly items: readonly R[];
  /** How many there are: "1,243 actions". */
  readonly count: string | undefined;
  readonly top: RefObject<HTMLDivElement | null>;
  readonly handlers: ReturnType<typeof usePaused>['handlers'];
}

interface Answers<R extends LogRow> {
  readonly rows: UseQueryResult<LogPage<R>>;
  readonly histogram: Pick<
    UseQueryResult<Parameters<typeof countText>[0]>,
    'data' | 'isPlaceholderData'
  >;
}

const noRows: readonly never[] = [];

/**
 * A page of rows, or the newest of them as they come; screen readers are told how many.
 *
 * @param thing what one of them is: "action"
 */
export const useLiveList = <R extends LogRow, A extends { readonly from: string }>(
  source: LogSource<R, A>,
  page: LiveListPage<A>,
  { rows: query, histogram }: Answers<R>,
  thing: string,
): LiveListState<R> => {
  const { search, live } = page;
  const top = useRef<HTMLDivElement>(null);
  const { paused, handlers } = usePaused(live, search.peek !== undefined, top);
  const log = useLiveLog(source, { ...page, query }, paused);
  const count = histogram.data && countText(histogram.data, thing);
  useAnnouncedCount(histogram.isPlaceholderData || live ? undefined : count);
  useAnnouncedArrivals(log.entered, thing);
  const items = log.page?.items ?? noRows;
  useCopyLink(items);
  useTopOfPage(top, search.after, query.isPlaceholderData);
  return { page, query, log, items, count, top, handlers };
};
