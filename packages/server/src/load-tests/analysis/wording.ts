import type { TailLatency } from '@taffrail/contract';

export const toMs = (ms: number): string =>
  ms >= 10_000
    ? `${(ms / 1_000).toFixed(1)} s`
    : `${(ms >= 10 ? Math.round(ms) : Math.round(ms * 10) / 10).toLocaleString('en-US')} ms`;

export const toPercent = (share: number): string => {
  const percent = share * 100;
  return `${percent > 0 && percent < 0.1 ? '< 0.1' : Math.round(percent * 10) / 10} %`;
};

export const toTail = ({ percentile, ms }: TailLatency): string => `p${percentile} ${toMs(ms)}`;

/** `42 % slower than`, `as fast as`. */
export const slower = (now: number, before: number): string => {
  const change = before === 0 ? 0 : Math.round((now / before - 1) * 100);
  if (change === 0) return 'as fast as in';
  return `${Math.abs(change)} % ${change > 0 ? 'slower' : 'faster'} than in`;
};

export const toName = (route: { method: string | null; endpoint: string }): string =>
  route.method === null ? route.endpoint : `${route.method} ${route.endpoint}`;
