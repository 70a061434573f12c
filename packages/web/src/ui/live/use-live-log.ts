import type { UseQueryResult } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { Span } from '../../lib/time/time-range.ts';
import { newRows, type LogPage, type LogRow } from './rows.ts';
import { useLatestRows, type LogSource } from './use-latest-rows.ts';

const markedMs = 3_000;
const none: ReadonlySet<string> = new Set();

/** What is in view: it stays as it is until it is meant to change. */
interface Held<R extends LogRow> {
  readonly page: LogPage<R>;
  readonly question: string;
  /** The ids of the rows that have just entered. */
  readonly entered: ReadonlySet<string>;
}

/** Of the page that shows a log. */
export interface LogState<R extends LogRow, A> {
  /** Of the page of the log that is in view. */
  readonly query: UseQueryResult<LogPage<R>>;
  /** What its rows answer: other rows take the place of those in view, whoever reads them. */
  readonly question: string;
  /** What to look for, where new rows can come into view. */
  readonly followed: A | undefined;
  /** New rows enter by themselves. */
  readonly live: boolean;
  readonly span: Span;
  readonly refresh: () => void;
}

export interface LiveLog<R extends LogRow> {
  readonly page: LogPage<R> | undefined;
  readonly entered: ReadonlySet<string>;
  /** How many have come and are not in view. */
  readonly newCount: number;
  /** Takes them into view. */
  readonly show: () => void;
}

/**
 * The rows in view. Those of a page stay as they were answered, and what has come since is counted.
 * In the live log new ones enter by themselves, unless somebody reads closely.
 */
export const useLiveLog = <R extends LogRow, A extends { readonly from: string }>(
  source: LogSource<R, A>,
  { query, live, followed, question, span, refresh }: LogState<R, A>,
  paused: boolean,
): LiveLog<R> => {
  const answered = query.isPlaceholderData ? undefined : query.data;
  const latest = useLatestRows(source, { asked: followed, known: answered?.items, live });
  const next = useMemo(() => {
    if (!answered || !live) return answered;
    const from = span.from.toISOString();
    const items = (latest ?? answered.items).filter(({ createdAt }) => createdAt >= from);
    return { ...answered, items };
  }, [answered, latest, live, span]);

  const [held, setHeld] = useState<Held<R>>();
  const take = (page: LogPage<R>): void => {
    const isSame = held?.question === question;
    const entered = live && isSame ? idsOf(newIn(page.items, held.page)) : none;
    setHeld({ page, question, entered });
  };
  const waits = paused && held?.question === question;
  if (next && next !== held?.page && !waits) take(next);
  useEffect(() => {
    if (!held || held.entered.size === 0) return undefined;
    const timer = setTimeout(() => setHeld({ ...held, entered: none }), markedMs);
    return () => clearTimeout(timer);
  }, [held]);

  const isOfQuestion = held?.question === question;
  return {
    page: query.data || !query.error ? held?.page : undefined,
    entered: held?.entered ?? none,
    newCount: held && isOfQuestion && latest ? newIn(latest, held.page).length : 0,
    show: () => {
      if (live && next) take(next);
      else refresh();
    },
  };
};

const idsOf = (rows: readonly LogRow[]): ReadonlySet<string> => new Set(rows.map(({ id }) => id));

const newIn = <R extends LogRow>(latest: readonly R[], shown: LogPage<R>): readonly R[] =>
  newRows(latest, shown.items, shown.nextCursor === null);
