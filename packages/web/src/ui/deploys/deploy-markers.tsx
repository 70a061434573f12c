import { listDeploys, type Deploy } from '@taffrail/contract';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { Rocket } from 'lucide-react';
import { useMemo } from 'react';
import type { ChartMarkers } from '../../charts/draw/time-series/markers.tsx';
import { api } from '../../lib/api.ts';
import { plural, shortSha } from '../../lib/format.ts';
import { ExternalLink } from '../external-link.tsx';
import { RelativeTime } from '../relative-time.tsx';
import { Status } from '../status.tsx';

/** Of a range, the newest: what is marked more densely tells nothing. */
const mostMarked = 200;

const deploysQuery = (within: { readonly from: string; readonly to: string }) =>
  queryOptions({
    queryKey: ['deploys', within],
    queryFn: async ({ signal }) => {
      const query = { ...within, isProduction: 'true' as const, limit: mostMarked };
      return (await api(listDeploys, { query }, { signal })).items;
    },
    placeholderData: keepPreviousData,
  });

/** Deploys to production in a range, as a chart marks them; none while they are not known. */
export const useDeployMarkers = (from: string, to: string): readonly ChartMarkers[] => {
  const { data } = useQuery(deploysQuery({ from, to }));
  return useMemo(
    () => [
      {
        id: 'deploys',
        icon: Rocket,
        count: (count) => plural(count, 'deploy'),
        items: (data ?? []).map((deploy) => ({
          id: deploy.id,
          at: new Date(deploy.finishedAt),
          detail: <DeployDetail deploy={deploy} />,
        })),
      },
    ],
    [data],
  );
};

function DeployDetail({ deploy }: { deploy: Deploy }) {
  const { status, sha, version, environment, repository, commits, url, finishedAt } = deploy;
  const name = version ?? shortSha(sha);
  return (
    <span className="flex flex-col gap-0.5">
      <span className="flex flex-wrap items-center gap-x-2">
        <Status status={status === 'succeeded' ? 'ok' : 'error'}>
          {status === 'succeeded' ? 'Succeeded' : 'Failed'}
        </Status>
        <RelativeTime at={finishedAt} className="text-muted" />
      </span>
      <span>
        {url === null ? name : <ExternalLink href={url}>{name}</ExternalLink>} to {environment}
      </span>
      <span className="text-muted">
        {[repository, commits === null ? null : plural(commits, 'commit')]
          .filter((part) => part !== null)
          .join(' · ')}
      </span>
    </span>
  );
}
