import type { BulkAction } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { formatCount } from '../../lib/format.ts';
import { Button } from '../button.tsx';
import { ErrorState } from '../error-state.tsx';
import { LinkButton } from '../link-button.tsx';
import { Notice } from '../notice.tsx';
import { SkeletonRows } from '../skeleton.tsx';
import { BulkStateBadge } from './bulk-state.tsx';
import { wordsOf } from './bulk-words.ts';
import { bulkActionQuery, hasEnded } from './bulk.api.ts';
import { CancelBulkAction } from './cancel-bulk-action.tsx';
import { ProgressBar } from './progress-bar.tsx';

interface BulkProgressProps {
  id: string;
  onClose: () => void;
}

/** What was begun: it goes on without anybody looking. */
export function BulkProgress({ id, onClose }: BulkProgressProps) {
  const { data, error, isFetching, refetch } = useQuery(bulkActionQuery(id));
  return (
    <div className="grid gap-3">
      {data ? (
        <Outcome action={data} />
      ) : error ? (
        <ErrorState
          error={error}
          what="how far it has come"
          onRetry={() => void refetch()}
          retrying={isFetching}
        />
      ) : (
        <SkeletonRows rows={2} />
      )}
      <div className="flex flex-wrap justify-end gap-2">
        {data && <CancelBulkAction action={data} />}
        <LinkButton to="/admin/bulk-actions/$id" params={{ id }} onClick={onClose}>
          What became of each
        </LinkButton>
        <Button look="primary" onClick={onClose}>
          Close
        </Button>
      </div>
    </div>
  );
}

/** The progress of an action, and what came of it. */
export function Outcome({ action }: { action: BulkAction }) {
  const { done, skipped, failed, failure } = action;
  return (
    <div className="grid content-start gap-2">
      <output className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <BulkStateBadge of={action} />
        <span>
          {formatCount(done)} {wordsOf(action.action).done}
        </span>
        {skipped > 0 && <span>{formatCount(skipped)} skipped</span>}
        {failed > 0 && <span>{formatCount(failed)} failed</span>}
      </output>
      <ProgressBar action={action} />
      {failure !== null && !hasEnded(action) && (
        <Notice status="warning">It stopped, and is tried again: {failure}</Notice>
      )}
    </div>
  );
}
