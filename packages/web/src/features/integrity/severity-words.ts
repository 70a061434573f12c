import type { IntegrityKind, IntegrityResult, IntegritySeverity } from '@taffrail/contract';
import { productFailureSentence } from '../../ui/product-failure-words.ts';
import type { StatusName } from '../../ui/status.tsx';

interface SeverityWords {
  readonly status: StatusName;
  readonly word: string;
  readonly sentence: string;
}

export const severityWords = {
  ok: { status: 'ok', word: 'OK', sentence: 'No issues detected' },
  warning: { status: 'warning', word: 'Warning', sentence: 'Attention may be needed' },
  error: { status: 'error', word: 'Error', sentence: 'Immediate action required' },
  nothing_to_check: {
    status: 'idle',
    word: 'Nothing to check',
    sentence: 'No row is there that could be wrong',
  },
  unknown: { status: 'unknown', word: 'Unknown', sentence: 'It could not be found out' },
} as const satisfies Record<IntegritySeverity, SeverityWords>;

/** What a result comes to; of one that is unknown the reason. */
export const sentenceOf = ({
  severity,
  failure,
}: Pick<IntegrityResult, 'severity' | 'failure'>): string =>
  failure === null ? severityWords[severity].sentence : productFailureSentence(failure);

export const kindWords = {
  foreign_key: 'Foreign key',
  reference: 'Reference',
  check: 'SQL check',
} as const satisfies Record<IntegrityKind, string>;
