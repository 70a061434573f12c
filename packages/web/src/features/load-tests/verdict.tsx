import type { LoadTestVerdict } from '@taffrail/contract';
import { Badge, Status } from '../../ui/status.tsx';
import { verdictLooks } from './verdict-words.ts';

/** Shape, word and colour. */
export function Verdict({ verdict }: { verdict: LoadTestVerdict }) {
  const { status, word } = verdictLooks[verdict];
  return <Status status={status}>{word}</Status>;
}

export function VerdictBadge({ verdict }: { verdict: LoadTestVerdict }) {
  const { status, word } = verdictLooks[verdict];
  return <Badge status={status}>{word}</Badge>;
}
