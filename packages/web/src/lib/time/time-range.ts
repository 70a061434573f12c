import { addUnits, fromWallTime, startOf, type Unit } from './zoned-time.ts';

/** The range of a page, as it stands in its URL: a quick range, or `FROM..TO`. */
export const quickRanges = {
  '15m': { title: 'Last 15 minutes', count: 15, unit: 'm' },
  '1h': { title: 'Last hour', count: 1, unit: 'h' },
  '6h': { title: 'Last 6 hours', count: 6, unit: 'h' },
  '24h': { title: 'Last 24 hours', count: 24, unit: 'h' },
  '7d': { title: 'Last 7 days', count: 7, unit: 'd' },
  '30d': { title: 'Last 30 days', count: 30, unit: 'd' },
  '90d': { title: 'Last 90 days', count: 90, unit: 'd' },
  '12m': { title: 'Last 12 months', count: 12, unit: 'M' },
  mtd: { title: 'Month to date', toDate: 'M' },
  qtd: { title: 'Quarter to date', toDate: 'Q' },
  ytd: { title: 'Year to date', toDate: 'y' },
} as const satisfies Record<
  string,
  { title: string; count: number; unit: Unit } | { title: string; toDate: Unit }
>;

export type QuickRange = keyof typeof quickRanges;
export const isQuickRange = (text: string): text is QuickRange => Object.hasOwn(quickRanges, text);

const unitTitles = {
  s: 'second',
  m: 'minute',
  h: 'hour',
  d: 'day',
  w: 'week',
  M: 'month',
  Q: 'quarter',
  y: 'year',
} as const satisfies Record<Unit, string>;

/** "Last 7 days", as of `7d`, of `now-7d..now` too; null where a range has no name. */
export const titleOfRange = (range: string): string | null => {
  if (isQuickRange(range)) return quickRanges[range].title;
  const [, count, unit] = /^now-(\d{1,4})([smhdwMQy])\.\.now$/.exec(range) ?? [];
  if (count === undefined || unit === undefined) return null;
  const one = unitTitles[unit as Unit];
  return Number(count) === 1 ? `Last ${one}` : `Last ${Number(count)} ${one}s`;
};

export interface Span {
  readonly from: Date;
  /** Up to, but without, this moment. */
  readonly to: Date;
}

const written =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?(Z|[+-]\d{2}:?\d{2})?$/;
const relative = /^now(?:([+-])(\d{1,4})([smhdwMQy]))?(?:\/([smhdwMQy]))?$/;

/** Whether an end names a whole unit (`2026-11-01`, `now/d`): as the later end it is included. */
interface Point {
  readonly at: Date;
  readonly whole: Unit | null;
}

const readPoint = (text: string, now: Date, timeZone: string): Point | null => {
  const trimmed = text.trim();
  if (trimmed === 'today') return { at: startOf(now, 'd', timeZone), whole: 'd' };
  if (trimmed === 'yesterday') {
    return { at: addUnits(startOf(now, 'd', timeZone), -1, 'd', timeZone), whole: 'd' };
  }
  const moved = relative.exec(trimmed);
  if (moved) {
    const [, sign, count, unit, whole] = moved as unknown as [
      string,
      string?,
      string?,
      Unit?,
      Unit?,
    ];
    const distance = sign === '-' ? -Number(count) : Number(count);
    const at = unit ? addUnits(now, distance, unit, timeZone) : now;
    return { at: whole ? startOf(at, whole, timeZone) : at, whole: whole ?? null };
  }
  const parts = written.exec(trimmed);
  if (!parts) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(1, 7)
    .map((part) => (part === undefined ? 0 : Number(part)));
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 59) {
    return null;
  }
  const zone = parts[7];
  const wall = { year, month, day, hour, minute, second };
  const at = zone
    ? new Date(Date.UTC(year, month - 1, day, hour, minute, second) - offsetMs(zone))
    : fromWallTime(wall, timeZone);
  return { at, whole: parts[4] === undefined ? 'd' : null };
};

const offsetMs = (zone: string): number => {
  if (zone === 'Z') return 0;
  const digits = zone.slice(1).replace(':', '');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
};

/** A moment as an operator writes it: `2026-11-01 10:00`, `now-7d/d`, `yesterday`, ISO 8601. */
export const readMoment = (
  text: string,
  end: 'from' | 'to',
  now: Date,
  timeZone: string,
): Date | null => {
  const point = readPoint(text, now, timeZone);
  if (!point) return null;
  return end === 'to' && point.whole ? addUnits(point.at, 1, point.whole, timeZone) : point.at;
};

/** The moments of a range, or null when it cannot be read or ends before it begins. */
export const resolveRange = (range: string, now: Date, timeZone: string): Span | null => {
  if (isQuickRange(range)) {
    const quick = quickRanges[range];
    const from =
      'toDate' in quick
        ? startOf(now, quick.toDate, timeZone)
        : addUnits(now, -quick.count, quick.unit, timeZone);
    return { from, to: now };
  }
  if (range === 'today' || range === 'yesterday')
    return resolveRange(`${range}..${range}`, now, timeZone);
  const ends = range.split('..');
  if (ends.length !== 2) return null;
  const from = readMoment(ends[0] ?? '', 'from', now, timeZone);
  const to = readMoment(ends[1] ?? '', 'to', now, timeZone);
  return from && to && from < to ? { from, to } : null;
};

/** The first of some ranges that begins earlier than a range does: what to look at where it has nothing. */
export const findBroader = (
  range: string,
  among: readonly QuickRange[],
  now: Date,
  timeZone: string,
): QuickRange | undefined => {
  const from = resolveRange(range, now, timeZone)?.from ?? now;
  return among.find((one) => (resolveRange(one, now, timeZone)?.from ?? now) < from);
};

/** Ranges that end now take in what comes while one looks. */
export const endsNow = (range: string): boolean => isQuickRange(range) || range.endsWith('..now');

/** In the place of a range that is one only in some zones: across a change of the clocks. */
export const lastHour = (asOf: Date): Span => ({
  from: new Date(asOf.getTime() - 3_600_000),
  to: asOf,
});

/** `FROM..TO` of two moments, to the second. */
export const writeRange = ({ from, to }: Span): string =>
  `${from.toISOString().replace('.000Z', 'Z')}..${to.toISOString().replace('.000Z', 'Z')}`;

/** One period earlier or later; never into the future. */
export const stepRange = (span: Span, direction: -1 | 1, now: Date): Span => {
  const widthMs = span.to.getTime() - span.from.getTime();
  const to = Math.min(span.to.getTime() + direction * widthMs, now.getTime());
  return { from: new Date(to - widthMs), to: new Date(to) };
};

/** Twice as wide around the same middle: what `z` does. Never into the future. */
export const widenRange = (span: Span, now: Date): Span => {
  const widthMs = span.to.getTime() - span.from.getTime();
  const to = Math.min(span.to.getTime() + widthMs / 2, now.getTime());
  return { from: new Date(to - 2 * widthMs), to: new Date(to) };
};
