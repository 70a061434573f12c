import type { IntegrityResult } from '@taffrail/contract';
import { Status } from '../../ui/status.tsx';
import { sentenceOf, severityWords } from './severity-words.ts';

/** How bad it is by shape, colour and word, and what that means. */
export function SeverityStatus({
  result,
}: {
  result: Pick<IntegrityResult, 'severity' | 'failure'>;
}) {
  const { status, word } = severityWords[result.severity];
  return (
    <>
      <Status status={status}>{word}</Status>
      <span className="block text-caption text-muted">{sentenceOf(result)}</span>
    </>
  );
}
