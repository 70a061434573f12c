import type { Metric } from '@taffrail/contract';

/** Numbers as the screen shows them. `Intl` only; the console speaks one English. */
const locale = 'en-GB';

const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat(locale, {
  style: 'percent',
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

/** `12,431`. */
export const formatCount = (count: number): string => whole.format(count);

/** `9,120`, then `12.4k`, `3.1m`: the exact count belongs into a tooltip. */
export const formatLargeCount = (count: number): string =>
  Math.abs(count) < 10_000 ? whole.format(count) : short.format(count).toLowerCase();

/** `+75`, `−3`, with a real minus sign. */
export const formatSignedCount = (count: number): string =>
  count === 0 ? '0' : `${count < 0 ? '−' : '+'}${whole.format(Math.abs(count))}`;

/** `4.1%`. */
export const formatPercent = (ratio: number): string => percent.format(ratio);

/** `+4.1%`, `−3.0%`, with a real minus sign. */
export const formatSignedPercent = (ratio: number): string => {
  const text = percent.format(Math.abs(ratio));
  if (text === percent.format(0)) return text;
  return ratio < 0 ? `−${text}` : `+${text}`;
};

/** As a percentage; `<0.1%` is some, but hardly any. */
export const formatRate = (ratio: number): string =>
  ratio > 0 && ratio < 0.0005 ? '<0.1%' : formatPercent(ratio);

/** The difference of two percentages: `+0.4 pt`. */
export const formatSignedPoints = (difference: number): string =>
  formatSignedPercent(difference).replace('%', ' pt');

/** `€48,210`; cents only under 100. */
export const formatMoney = (amount: number, currency = 'USD'): string =>
  new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: Math.abs(amount) < 100 ? 2 : 0,
    maximumFractionDigits: Math.abs(amount) < 100 ? 2 : 0,
  }).format(amount);

const smallUsd = new Intl.NumberFormat(locale, {
  style: 'currency',
  currency: 'USD',
  currencyDisplay: 'narrowSymbol',
  maximumSignificantDigits: 2,
});

/** As money; `$0.0042` where cents would say that it is nothing. */
export const formatUsd = (amount: number): string =>
  amount !== 0 && Math.abs(amount) < 0.01 ? smallUsd.format(amount) : formatMoney(amount);

/** `812 ms`, `1.2 s`, `4 min 10 s`, `3 h 5 min`, `2 d 4 h`. */
export const formatDuration = (durationMs: number): string => {
  if (durationMs < 1000) return `${Math.round(durationMs)} ms`;
  if (durationMs < 60_000) return `${(Math.floor(durationMs / 100) / 10).toString()} s`;
  const seconds = Math.floor(durationMs / 1000);
  const [large, small] =
    seconds < 3600
      ? [`${Math.floor(seconds / 60)} min`, [seconds % 60, 's'] as const]
      : seconds < 86_400
        ? [`${Math.floor(seconds / 3600)} h`, [Math.floor((seconds % 3600) / 60), 'min'] as const]
        : [
            `${Math.floor(seconds / 86_400)} d`,
            [Math.floor((seconds % 86_400) / 3600), 'h'] as const,
          ];
  return small[0] === 0 ? large : `${large} ${small[0]} ${small[1]}`;
};

/** As a duration; `4.2 ms` and `0.31 ms` where a whole number would say little. */
export const formatLatency = (ms: number): string =>
  ms >= 10 ? formatDuration(ms) : `${Number(ms.toPrecision(2))} ms`;

/** Of 100: `97`, `97.4`. */
export const formatPoints = (points: number): string => String(Math.round(points * 10) / 10);

const formats = {
  count: formatLargeCount,
  ratio: formatRate,
  milliseconds: formatLatency,
  points: formatPoints,
  usd: formatUsd,
  money: (amount, currency) => formatMoney(amount, currency),
} as const satisfies Record<Metric['unit'], (value: number, currency?: string) => string>;

/** A figure as its unit has it, and the exact one where that says more. */
export const formatFigure = (
  value: number | null,
  unit: Metric['unit'],
  /** Of money: ISO 4217. */
  currency?: string,
): { text: string; exact: string | undefined } => ({
  text: value === null ? '–' : formats[unit](value, currency),
  exact: value !== null && unit === 'count' ? formatCount(value) : undefined,
});

/** `0192f…c01a`: the middle of an id says least. */
export const truncateMiddle = (text: string, length = 13): string =>
  text.length <= length
    ? text
    : `${text.slice(0, Math.ceil((length - 1) / 2))}…${text.slice(-Math.floor((length - 1) / 2))}`;

/** A commit, as git itself shortens it. */
export const shortSha = (sha: string): string => sha.slice(0, 7);

/** `1 event`, `3 events`. */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;
