import type { ChangeTopic } from '@taffrail/contract';
import { useEffect, useRef, useState } from 'react';
import type { Change } from '../../lib/live/live.ts';
import { useChanges } from '../../lib/live/use-changes.ts';
import { followLog, type LogFollower } from './follow-log.ts';
import type { NewestQuery } from './read-newest.ts';
import type { LogPage, LogRow } from './rows.ts';

/** Rows enter the live log within a second of their commit. Shorter than `changesLimits.topicPauseMs`. */
const livePaceMs = 900;
/** A count may take a little longer. */
const countPaceMs = 2_000;

/** A log that can be followed. Of each there is one: it never changes. */
export interface LogSource<R extends LogRow, A extends { readonly from: string }> {
  /** After which its rows may be others. */
  readonly topics: readonly ChangeTopic[];
  readonly read: (asked: A, page: NewestQuery) => Promise<LogPage<R>>;
}

interface Latest<R> {
  readonly of: string;
  readonly rows: readonly R[];
}

export interface Followed<R, A> {
  /** Plain data; absent where nothing new can come into view. */
  readonly asked: A | undefined;
  /** The rows of the first page, as they were answered to this question. */
  readonly known: readonly R[] | undefined;
  readonly live: boolean;
}

/** The newest rows of what is asked for, kept up with while one looks; absent until there are new. */
export const useLatestRows = <R extends LogRow, A extends { readonly from: string }>(
  source: LogSource<R, A>,
  { asked, known, live }: Followed<R, A>,
): readonly R[] | undefined => {
  const [latest, setLatest] = useState<Latest<R>>();
  const follower = useRef<LogFollower>(undefined);
  // What changes before the first page is here must be asked for when it is.
  const early = useRef<Change>(undefined);
  useChanges(asked && source.topics, (change) => {
    if (follower.current) follower.current.note(change);
    else early.current = change;
  });
  // A question that is put again in the same words is the same.
  const question = asked && JSON.stringify(asked);
  useEffect(() => {
    if (!question || !known) return undefined;
    const asked = JSON.parse(question) as A;
    const started = followLog({
      asked,
      known,
      read: (page) => source.read(asked, page),
      paceMs: live ? livePaceMs : countPaceMs,
      onRows: (rows) => setLatest({ of: question, rows }),
      isHidden: () => document.hidden,
    });
    follower.current = started;
    // The live log is longer than a page.
    const first = live ? 'everything' : early.current;
    if (first) started.note(first);
    early.current = undefined;
    return () => {
      started.stop();
      follower.current = undefined;
    };
  }, [source, question, known, live]);
  return latest && latest.of === question ? latest.rows : undefined;
};
