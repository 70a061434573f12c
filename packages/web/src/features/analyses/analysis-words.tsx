import type {
  AnalysisPurpose,
  AnalysisRating,
  AnalysisRun,
  AnalysisStatus,
} from '@taffrail/contract';
import { ThumbsDown, ThumbsUp } from 'lucide-react';
import { Badge, Status, type StatusName } from '../../ui/status.tsx';

export const statusLooks = {
  succeeded: { status: 'ok', word: 'Succeeded' },
  failed: { status: 'error', word: 'Failed' },
} as const satisfies Record<AnalysisStatus, { status: StatusName; word: string }>;

export const purposeWords = {
  diagnosis: 'Diagnosis',
  resolution: 'Resolution',
} as const satisfies Record<AnalysisPurpose, string>;

/** What wrote it: a model, or no model at all. */
export const nameOfProvider = (provider: string): string =>
  provider === 'rules' ? 'Rules' : provider;

export function AnalysisStatusMark({ of: { status } }: { of: Pick<AnalysisRun, 'status'> }) {
  return <Status status={statusLooks[status].status}>{statusLooks[status].word}</Status>;
}

export function AnalysisStatusBadge({ of: { status } }: { of: Pick<AnalysisRun, 'status'> }) {
  return <Badge status={statusLooks[status].status}>{statusLooks[status].word}</Badge>;
}

const ratings = {
  up: { icon: ThumbsUp, word: 'Right' },
  down: { icon: ThumbsDown, word: 'Wrong' },
} as const;

export const ratingWord = (rating: AnalysisRating): string => ratings[rating].word;

/** A thumb, and what it says. */
export function RatingMark({ rating }: { rating: AnalysisRating | null }) {
  if (rating === null) return <span className="text-muted">–</span>;
  const { icon: Icon, word } = ratings[rating];
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <Icon size={14} aria-hidden className="shrink-0 text-muted" />
      {word}
    </span>
  );
}
