import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { pipelinesQuery } from '../pipelines.api.ts';

/** What the configuration calls a pipeline. */
export const useTitleOfPipeline = (): ((pipeline: string) => string) => {
  const known = useQuery(pipelinesQuery('24h')).data?.items;
  return useMemo(() => {
    const titles = new Map(known?.map(({ pipeline, title }) => [pipeline, title]));
    return (pipeline) => titles.get(pipeline) ?? pipeline;
  }, [known]);
};
