import type { CitedRow } from '@taffrail/contract';
import { scrubText } from '../../platform/secrets/scrub-secrets.ts';
import { dayMs, hourMs, minuteMs } from '../../platform/time/time-range.ts';
import type {
  FailedRuns,
  SeenAlert,
  SeenCheck,
  SeenErrors,
  SeenFix,
  SeenIncident,
  SeenLoadTest,
} from '../evidence/evidence.ts';

/** Text from outside as a part of a sentence: one line, not long, without secrets. */
export const quote = (text: string, length = 120): string => {
  const line = scrubText(text).replaceAll(/\s+/g, ' ').trim();
  return line.length <= length ? line : `${line.slice(0, length - 1).trimEnd()}…`;
};

const units = [
  { ms: dayMs, word: 'd' },
  { ms: hourMs, word: 'h' },
  { ms: minuteMs, word: 'min' },
  { ms: 1_000, word: 's' },
] as const;

/** `4 min`, `2 d`; in the largest unit of which there are two, or one of the smallest. */
export const toLength = (ms: number): string => {
  const { ms: unit, word } = units.find((one) => ms >= 2 * one.ms) ?? units[3];
  return `${Math.max(1, Math.round(ms / unit)).toLocaleString('en-US')} ${word}`;
};

export const between = (from: Date, to: Date): string =>
  toLength(Math.abs(to.getTime() - from.getTime()));

/** `1 alert`, `1,200 alerts`. */
export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number.toLocaleString('en-US')} ${number === 1 ? one : many}`;

/** `a`, `a and b`, `a, b and c`. */
export const list = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;

export const toNumber = (value: number): string =>
  value.toLocaleString('en-US', { maximumFractionDigits: Math.abs(value) < 10 ? 1 : 0 });

export const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The rows that sentences rest on, as they are named and linked. */
export const citing = {
  alert: ({ id, name }: SeenAlert): CitedRow => ({ type: 'alert', id, label: quote(name) }),
  incident: ({ id, number, title }: SeenIncident): CitedRow => ({
    type: 'incident',
    id,
    label: quote(`#${number} ${title}`),
  }),
  checkRun: ({ runId, name }: SeenCheck): CitedRow => ({
    type: 'check_run',
    id: runId,
    label: quote(name),
  }),
  errors: ({ fingerprint, errorType, message }: SeenErrors): CitedRow => ({
    type: 'error_group',
    id: fingerprint,
    label: quote(errorType === null ? message : `${errorType}: ${message}`),
  }),
  fix: ({ id, title }: SeenFix): CitedRow => ({ type: 'autofix_run', id, label: quote(title) }),
  loadTest: ({ id, name }: SeenLoadTest): CitedRow => ({
    type: 'load_test_run',
    id,
    label: quote(name),
  }),
  failedRuns: ({ latestId, pipeline }: FailedRuns): CitedRow => ({
    type: 'pipeline_run',
    id: latestId,
    label: quote(pipeline),
  }),
} as const;
