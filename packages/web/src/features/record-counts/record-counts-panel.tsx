import type { RecordCounts } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { Definition } from '../../ui/definition.tsx';
import { Panel } from '../../ui/panel.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { RunNowButton } from '../../ui/run-now.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Status } from '../../ui/status.tsx';
import { isLate, latestAttempt, latestOf } from './latest-attempt.ts';
import { ModelTile } from './model-tile.tsx';
import { NoRecordCounts } from './no-record-counts.tsx';
import { askForCounting, recordCountsQuery } from './record-counts.api.ts';

const grid = 'grid grid-cols-2 gap-x-6 gap-y-5 px-4 pb-4 sm:grid-cols-3 xl:grid-cols-6';

const isCounted = ({ state }: RecordCounts): boolean =>
  state !== 'not_configured' && state !== 'not_mapped';

/** How many records of each model the product holds, and how that grows. */
export function RecordCountsPanel() {
  const query = useQuery(recordCountsQuery);
  const { data } = query;
  return (
    <Panel
      title="Record counts"
      // What comes by itself shows in the figures; a bar would blink every few seconds.
      query={{ ...query, isFetching: query.isLoading }}
      definition={<Definition metric="record_count" />}
      flush
      skeleton={<TilesSkeleton />}
      actions={
        data &&
        isCounted(data) && (
          <RunNowButton
            label="Count now"
            running="Counting"
            done="Every model was counted"
            latestAt={latestAttempt(data.models)}
            ask={askForCounting}
            refetch={query.refetch}
          />
        )
      }
      isEmpty={({ models, state }) =>
        state === 'not_configured' || models.every(({ count }) => count === null)
      }
      empty={data && <NoRecordCounts counts={data} />}
    >
      {(counts) => <Tiles counts={counts} />}
    </Panel>
  );
}

function Tiles({ counts }: { counts: RecordCounts }) {
  const { models } = counts;
  const countedAt = latestOf(models.map((model) => model.countedAt));
  return (
    <>
      <p className="px-4 pb-3 text-compact text-muted">
        {countedAt !== null && (
          <>
            Counted <RelativeTime at={countedAt} />,{' '}
          </>
        )}
        {isLate(counts) ? (
          <Status status="warning">and not since, is a worker running?</Status>
        ) : (
          'every ten minutes; lines are of 30 days.'
        )}
      </p>
      <ul className={grid}>
        {models.map((model) => (
          <ModelTile key={model.model} model={model} />
        ))}
      </ul>
    </>
  );
}

function TilesSkeleton() {
  return (
    <div className={`${grid} -mx-4`}>
      {Array.from({ length: 6 }, (_, index) => (
        <Skeleton key={index} className="h-34" />
      ))}
    </div>
  );
}
