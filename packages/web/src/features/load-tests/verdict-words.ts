import type { LoadTestRun, LoadTestVerdict } from '@taffrail/contract';
import type { StatusName } from '../../ui/status.tsx';

/** An aborted run is neither a pass nor a failure; a missed one should have been there. */
export const verdictLooks = {
  passed: { status: 'ok', word: 'Passed' },
  failed: { status: 'error', word: 'Failed' },
  aborted: { status: 'idle', word: 'Aborted' },
  missed: { status: 'warning', word: 'Missed' },
  unknown: { status: 'unknown', word: 'Unknown' },
} as const satisfies Record<LoadTestVerdict, { status: StatusName; word: string }>;

/** The sentences of a provider as one text. */
export const summaryOf = ({ analysis, verdictReason }: LoadTestRun): string => {
  const sentences = analysis?.summary.map(({ text }) => text).join(' ') ?? '';
  if (sentences !== '') return sentences;
  return `${verdictReason.charAt(0).toUpperCase()}${verdictReason.slice(1)}.`;
};

/** The sentence of it that says most: what a run failed of, or what became of one that passed. */
export const headlineOf = (run: LoadTestRun): string => {
  const sentences = run.analysis?.summary ?? [];
  const chosen = run.verdict === 'passed' ? sentences.at(-1) : sentences[0];
  return chosen?.text ?? summaryOf(run);
};

/** Null is what cannot be told. */
export const actionWords = ({ analysis }: LoadTestRun): 'Yes' | 'No' | 'Not known' => {
  const required = analysis?.actionRequired ?? null;
  if (required === null) return 'Not known';
  return required ? 'Yes' : 'No';
};

/** `GET /leads` */
export const endpointName = (of: { method: string | null; endpoint: string }): string =>
  of.method === null ? of.endpoint : `${of.method} ${of.endpoint}`;

/** `p95`, or what stands in its place. */
export const tailTitle = (tail: { percentile: number } | null): string =>
  `P${tail?.percentile ?? 95}`;
