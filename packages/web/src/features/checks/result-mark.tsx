import type { CheckResult } from '@taffrail/contract';
import { Badge, Status } from '../../ui/status.tsx';
import { resultLooks } from './check-words.ts';

/** In tables; null before the first run. */
export function ResultMark({ result }: { result: CheckResult | null }) {
  if (result === null) return <Status status="idle">Not run yet</Status>;
  const { status, word } = resultLooks[result];
  return <Status status={status}>{word}</Status>;
}

/** In headers. */
export function ResultBadge({ result }: { result: CheckResult }) {
  const { status, word } = resultLooks[result];
  return <Badge status={status}>{word}</Badge>;
}
