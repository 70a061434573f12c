import type { Usage, UsageSubject } from '@taffrail/contract';
import { otherId, type Bar, type Bars } from '../../../charts/prepare/bars.ts';

export interface StackSeries {
  /** Null of all others together. */
  readonly subject: UsageSubject | null;
  readonly title: string;
  readonly total: number;
  /** 1 to 5 of the palette; 0 is all others. */
  readonly colour: number;
}

/** A bar, the days that it is of, and what it is compared with. */
export interface StackBar extends Bar {
  readonly firstDay: string;
  readonly lastDay: string;
  readonly previous: number | null;
}

export interface Stack extends Bars {
  readonly bars: readonly StackBar[];
  readonly named: readonly StackSeries[];
  /** Of the bars and of what they are compared with. */
  readonly top: number;
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** The largest series first, as the server has them; the bars are stacked in that order. */
export const prepareStack = (
  { bars, series, asOf }: Pick<Usage, 'bars' | 'series' | 'asOf'>,
  /** Of all others together, too. */
  titleOf: (subject: UsageSubject | null) => string,
  compares: boolean,
): Stack => {
  const now = new Date(asOf);
  const named = series.map(({ subject, total }, index): StackSeries => ({
    subject,
    title: titleOf(subject),
    total,
    colour: subject ? index + 1 : 0,
  }));
  const drawn = bars.map((bar): StackBar => {
    const to = new Date(bar.endsAt);
    return {
      from: new Date(bar.startsAt),
      to,
      firstDay: bar.from,
      lastDay: bar.to,
      values: bar.values,
      total: sumOf(bar.values),
      unfinished: to > now,
      previous: compares ? bar.previous : null,
    };
  });
  const max = Math.max(0, ...drawn.map(({ total }) => total));
  return {
    bars: drawn,
    series: named.map(({ subject, title, total, colour }) => {
      const id = subject ? `${subject.provider ?? ''} ${subject.key ?? ''}` : otherId;
      return { id, ids: [id], title, total, colour };
    }),
    named,
    total: sumOf(drawn.map(({ total }) => total)),
    max,
    top: Math.max(max, ...drawn.map(({ previous }) => previous ?? 0)),
  };
};

/** Every so many bars one has a label, counted from the last. */
export const labelEvery = (count: number, width: number, labelWidth: number): number =>
  Math.max(1, Math.ceil((count * labelWidth) / Math.max(1, width)));
