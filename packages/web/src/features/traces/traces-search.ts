import { TraceLayer } from '@taffrail/contract';
import { z } from 'zod';
import { readFilter, readFilters, writeFilter } from '../../lib/filters.ts';
import { FilterParam, FlagParam, TextParam, TimeZoneParam } from '../../lib/url/search-params.ts';

const isLayerFilter = (text: string): boolean => {
  const filter = readFilter(text);
  return (
    filter?.field === 'layer' &&
    filter.op === 'in' &&
    filter.values.every((value) => TraceLayer.safeParse(value).success)
  );
};

export const TraceSearch = z.object({
  tz: TimeZoneParam.optional(),
  q: TextParam.optional(),
  /** The layers that are shown: `layer.in.span,log`. */
  f: z.array(FilterParam.refine(isLayerFilter)).max(1).optional(),
  /** Only what failed, and what that is a part of. */
  errors: FlagParam.optional(),
  /** The entry whose details are open. */
  peek: z.string().max(100).optional(),
});
export type TraceSearch = z.infer<typeof TraceSearch>;

const layers: ReadonlySet<string> = new Set(TraceLayer.options);
const isLayer = (value: string): value is TraceLayer => layers.has(value);

/** Undefined: all of them. */
export const readLayers = (texts: readonly string[] | undefined): TraceLayer[] | undefined => {
  const [filter] = readFilters(texts);
  return filter?.values.filter(isLayer);
};

export const writeLayers = (shown: readonly TraceLayer[] | undefined): string[] | undefined =>
  shown && shown.length > 0
    ? [writeFilter({ field: 'layer', op: 'in', values: shown })]
    : undefined;
