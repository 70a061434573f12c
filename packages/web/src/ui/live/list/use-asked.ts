import { useMemo } from 'react';
import { endsNow, lastHour, resolveRange, type Span } from '../../../lib/time/time-range.ts';
import { useTimeZone } from '../../../lib/time/time-zone.ts';
import { onTheBeat, useMoment } from '../../../lib/time/use-moment.ts';

/** What is asked for, at a moment: the filters and the range that they had then. */
export interface Asked<Q> {
  readonly query: Q;
  readonly from: string;
  /** Absent: whatever came since, too. */
  readonly to: string | undefined;
}

interface Address<Q> {
  readonly range: string;
  /** The filters in the API's words; the same object for the same filters. */
  readonly query: Q;
  readonly after: string | undefined;
  /** Whether the list can take in what comes; a range that is over cannot. */
  readonly canFollow?: boolean;
  /** Of a list that has a live tail. */
  readonly wantsLive?: boolean;
}

export interface AskedList<Q> {
  readonly span: Span;
  /** The moment that the whole page shows; of the live tail, its figures. */
  readonly asOf: Date;
  readonly refresh: () => void;
  readonly asked: Asked<Q>;
  /** Of the rows: those of the live tail keep up by themselves. */
  readonly askedRows: Asked<Q>;
  /** Of figures beside the rows. */
  readonly askedFigures: Asked<Q>;
  /** What to look for, where new rows can come into view: on the first page of a range that ends now. */
  readonly followed: Asked<Q> | undefined;
  /** They enter by themselves: the live tail. */
  readonly live: boolean;
  /** Other rows take the place of those in view. */
  readonly question: string;
}

/** What a list over time asks for, at one moment for all panels of its page. */
export const useAsked = <Q extends object>(address: Address<Q>): AskedList<Q> => {
  const { range, query, after, canFollow = true, wantsLive = false } = address;
  const timeZone = useTimeZone();
  const follows = canFollow && endsNow(range) && after === undefined;
  const live = follows && wantsLive;
  const words = JSON.stringify([range, query, timeZone, canFollow, live]);
  const [{ begun, asOf }, refresh] = useMoment(words, live);
  return useMemo(() => {
    const spanAt = (now: Date): Span => resolveRange(range, now, timeZone) ?? lastHour(now);
    const askedFor = ({ from, to }: Span): Asked<Q> => ({
      query,
      from: from.toISOString(),
      to: endsNow(range) ? undefined : to.toISOString(),
    });
    const span = spanAt(asOf);
    const asked = askedFor(span);
    const askedRows = askedFor(spanAt(begun));
    return {
      span,
      asOf,
      refresh,
      asked,
      askedRows,
      askedFigures: live ? onTheBeat(asked, asOf) : asked,
      followed: follows ? askedRows : undefined,
      live,
      question: JSON.stringify([words, after]),
    };
  }, [range, query, timeZone, after, follows, live, begun, asOf, refresh, words]);
};
