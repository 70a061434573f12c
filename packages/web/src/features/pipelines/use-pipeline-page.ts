import {
  PipelineRange,
  type Pipeline,
  type PipelineHealth,
  type PipelineList,
} from '@taffrail/contract';
import {
  useIsFetching,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useCallback } from 'react';
import { useUrlState, type SearchChange } from '../../lib/url/url-state.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import type { PanelQuery } from '../../ui/panel.tsx';
import { defaultRange, PipelineSearch } from './pipeline-search.ts';
import { healthQuery, pipelinesQuery } from './pipelines.api.ts';

export interface PipelinePageState {
  readonly search: PipelineSearch;
  readonly range: PipelineRange;
  readonly choose: (range: PipelineRange) => void;
  /** The change since the weeks before stands beside each figure. */
  readonly compares: boolean;
  readonly compare: (on: boolean) => void;
  readonly change: (patch: SearchChange<PipelineSearch>) => void;
  readonly list: UseQueryResult<PipelineList>;
  /** The one in view, once it is known which there are. */
  readonly pipeline: string | undefined;
  /** What became of the question which pipelines there are, until that is known. */
  readonly health: PanelQuery<PipelineHealth>;
  readonly refreshing: boolean;
  readonly refresh: () => void;
}

const ranges = PipelineRange.options;

/** The one asked for, though nobody may have heard of it; else that with the most runs. */
const pick = (asked: string | undefined, items: readonly Pipeline[] | undefined) =>
  asked ?? items?.[0]?.pipeline;

/** What the address asks for. */
export const usePipelinePage = (): PipelinePageState => {
  const [search, change] = useUrlState(PipelineSearch);
  const client = useQueryClient();
  const range = search.range ?? defaultRange;
  const choose = (next: PipelineRange): void =>
    change({ range: next === defaultRange ? undefined : next });
  useShortcut('t', 'Next range', () =>
    choose(ranges[(ranges.indexOf(range) + 1) % ranges.length] ?? defaultRange),
  );
  const compares = search.compare !== 'off';
  const compare = (on: boolean): void => change({ compare: on ? undefined : 'off' });
  useShortcut('c', 'Compare with the weeks before, or not', () => compare(!compares));
  const refresh = useCallback(
    () => void client.refetchQueries({ queryKey: ['pipelines'], type: 'active' }),
    [client],
  );
  const list = useQuery(pipelinesQuery(range));
  const pipeline = pick(search.pipeline, list.data?.items);
  const health = useQuery(healthQuery(pipeline, range));
  return {
    search,
    range,
    choose,
    compares,
    compare,
    change,
    list,
    pipeline,
    health: pipeline === undefined ? { ...list, data: undefined } : health,
    refreshing: useIsFetching({ queryKey: ['pipelines'] }) > 0,
    refresh,
  };
};
