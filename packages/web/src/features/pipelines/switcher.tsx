import { ViewLinks } from '../../ui/view-links.tsx';
import type { PipelinePageState } from './use-pipeline-page.ts';

/** The pipelines, most runs first; one that only the address knows among them. */
export function Switcher({ page: { list, pipeline, search } }: { page: PipelinePageState }) {
  const items = list.data?.items ?? [];
  const isKnown = items.some((item) => item.pipeline === pipeline);
  const asked = pipeline === undefined || isKnown ? [] : [{ pipeline, title: pipeline }];
  return (
    <ViewLinks
      currentId={pipeline}
      views={[...items, ...asked].map((item) => ({
        id: item.pipeline,
        label: item.title,
        // A stage is one of its pipeline.
        search: { ...search, pipeline: item.pipeline, stage: undefined },
      }))}
    />
  );
}
