/** Before there is nothing that an alert could mean; what is ahead of tomorrow was misread. */
const earliest = Date.UTC(2000, 0, 1);
const aheadMs = 86_400_000;

/** Years of the epoch in seconds, and a thousand, a million and a billion times that. */
const unitsPerMs: readonly (readonly [limit: number, perMs: number])[] = [
  [1e11, 0.001],
  [1e14, 1],
  [1e17, 1_000],
  [1e20, 1_000_000],
];

const fromEpoch = (value: number): number => {
  const unit = unitsPerMs.find(([limit]) => Math.abs(value) < limit);
  return unit ? value / unit[1] : Number.NaN;
};

/** ISO 8601, and the same with a space, without a zone (UTC), or with the word UTC behind. */
const written =
  /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?))?\s?(Z|[+-]\d\d[:.]?\d\d)?(?: ?UTC)?$/i;

const fromText = (text: string): number => {
  if (/^\d{9,20}(?:\.\d{1,9})?$/.test(text)) return fromEpoch(Number(text));
  const [, day, time = '00:00', zone = 'Z'] = written.exec(text) ?? [];
  if (day === undefined) return Number.NaN;
  const offset = zone.toUpperCase() === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
  return Date.parse(`${day}T${time.replace(',', '.')}${offset}`);
};

/**
 * A moment as somebody wrote it: ISO 8601, or a number of seconds, milliseconds, micro- or
 * nanoseconds since 1970. Undefined where it is none, or none that can be meant: Alertmanager writes
 * the year 1 for never.
 */
export const readTime = (value: unknown, now: Date): Date | undefined => {
  const time =
    typeof value === 'number'
      ? fromEpoch(value)
      : typeof value === 'string'
        ? fromText(value.trim().slice(0, 64))
        : Number.NaN;
  const isMeant = time >= earliest && time <= now.getTime() + aheadMs;
  return isMeant ? new Date(Math.trunc(time)) : undefined;
};
