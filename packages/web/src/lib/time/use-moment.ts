import { useCallback, useState } from 'react';

export interface Moment {
  /** The rows are those of this moment, and what has come since. */
  readonly begun: Date;
  readonly asOf: Date;
}

interface Asked extends Moment {
  readonly question: string;
}

const askNow = (question: string): Asked => {
  const now = new Date();
  return { question, begun: now, asOf: now };
};

/**
 * The moment at which something was asked for: anew with each question, and when it is repeated.
 * The rows of a live tail keep up by themselves; only the figures are asked for again.
 */
export const useMoment = (question: string, live: boolean): readonly [Moment, () => void] => {
  const [moment, setMoment] = useState(() => askNow(question));
  const current = moment.question === question ? moment : askNow(question);
  if (current !== moment) setMoment(current);
  const refresh = useCallback(
    () => setMoment((last) => (live ? { ...last, asOf: new Date() } : askNow(last.question))),
    [live],
  );
  return [current, refresh];
};

const beatMs = 10_000;
const beatOf = (ms: number): string => new Date(Math.floor(ms / beatMs) * beatMs).toISOString();

/** Those who watch the same ask for the same, if they do so at about the same time. */
export const onTheBeat = <A extends { readonly from: string; readonly to: string | undefined }>(
  asked: A,
  asOf: Date,
): A => ({
  ...asked,
  from: beatOf(Date.parse(asked.from)),
  to: beatOf(asOf.getTime() + beatMs),
});
