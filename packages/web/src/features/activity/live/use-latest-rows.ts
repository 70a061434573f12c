import { listActivity, type Activity } from '@taffrail/contract';
import { useEffect, useRef, useState } from 'react';
import { api } from '../../../lib/api.ts';
import type { Change } from '../../../lib/live/live.ts';
import { useChanges } from '../../../lib/live/use-changes.ts';
import type { Asked } from '../activity.api.ts';
import { followLog, type LogFollower } from './follow-log.ts';

/** Rows enter the live log within a second of their commit. */
const livePaceMs = 900;
/** A count may take a little longer. */
const countPaceMs = 2_000;

interface Latest {
  readonly of: string;
  readonly rows: readonly Activity[];
}

export interface Followed {
  /** Absent where nothing new can come into view. */
  readonly asked: Asked | undefined;
  /** The rows of the first page, as they were answered to this question. */
  readonly known: readonly Activity[] | undefined;
  readonly live: boolean;
}

const topics = ['activity'] as const;

/** The newest rows of what is asked for, kept up with while one looks; absent until there are new. */
export const useLatestRows = ({
  asked,
  known,
  live,
}: Followed): readonly Activity[] | undefined => {
  const [latest, setLatest] = useState<Latest>();
  const follower = useRef<LogFollower>(undefined);
  // What changes before the first page is here must be asked for when it is.
  const early = useRef<Change>(undefined);
  useChanges(asked && topics, (change) => {
    if (follower.current) follower.current.note(change);
    else early.current = change;
  });
  // A question that is put again in the same words is the same.
  const question = asked && JSON.stringify(asked);
  useEffect(() => {
    if (!question || !known) return undefined;
    const asked = JSON.parse(question) as Asked;
    const started = followLog({
      asked,
      known,
      read: (page) => api(listActivity, { query: { ...asked.query, ...page } }),
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
  }, [question, known, live]);
  return latest && latest.of === question ? latest.rows : undefined;
};
