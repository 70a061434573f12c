import type { Activity, ActivityPage } from '@taffrail/contract';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { ActivityPageState } from '../use-activity-page.ts';
import { newRows } from './rows.ts';
import { useLatestRows } from './use-latest-rows.ts';

const markedMs = 3_000;
const none: ReadonlySet<string> = new Set();

/** What is in view: it stays as it is until it is meant to change. */
interface Held {
  readonly page: ActivityPage;
  readonly question: string;
  /** The ids of the rows that have just entered. */
  readonly entered: ReadonlySet<string>;
}

export interface LiveLog {
  readonly query: UseQueryResult<ActivityPage>;
  readonly page: ActivityPage | undefined;
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
export const useLiveLog = (state: ActivityPageState, paused: boolean): LiveLog => {
  const { live, followed, span, refresh } = state;
  const question = questionOf(state);
  const query = useQuery(state.logQuery);
  const answered = query.isPlaceholderData ? undefined : query.data;
  const latest = useLatestRows({ asked: followed, known: answered?.items, live });
  const next = useMemo(() => {
    if (!answered || !live) return answered;
    const from = span.from.toISOString();
    const items = (latest ?? answered.items).filter(({ createdAt }) => createdAt >= from);
    return { ...answered, items };
  }, [answered, latest, live, span]);

  const [held, setHeld] = useState<Held>();
  const take = (page: ActivityPage): void => {
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
    query,
    page: query.data || !query.error ? held?.page : undefined,
    entered: held?.entered ?? none,
    newCount: held && isOfQuestion && latest ? newIn(latest, held.page).length : 0,
    show: () => {
      if (live && next) take(next);
      else refresh();
    },
  };
};

/** Another one takes the place of the rows in view, whoever reads them. */
const questionOf = ({ search, range, live }: ActivityPageState): string =>
  JSON.stringify([range, search.q, search.f, search.tz, search.after, live]);

const idsOf = (rows: readonly Activity[]): ReadonlySet<string> => new Set(rows.map(({ id }) => id));

const newIn = (latest: readonly Activity[], shown: ActivityPage): readonly Activity[] =>
  newRows(latest, shown.items, shown.nextCursor === null);
