import { Badge, Status } from '../../../ui/status.tsx';
import { shownStatus, statusLooks } from '../../../ui/run-looks.ts';

type Of = Parameters<typeof shownStatus>[0];

/** Shape, word and colour. */
export function RunStatusMark({ of }: { of: Of }) {
  const { status, word } = statusLooks[shownStatus(of)];
  return <Status status={status}>{word}</Status>;
}

export function RunStatusBadge({ of }: { of: Of }) {
  const { status, word } = statusLooks[shownStatus(of)];
  return <Badge status={status}>{word}</Badge>;
}
