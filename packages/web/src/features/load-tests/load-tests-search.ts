import type { LoadTestVerdict } from '@taffrail/contract';
import { z } from 'zod';
import { readFilter, writeFilter } from '../../lib/filters.ts';
import { CursorParam, FilterParam, TimeZoneParam } from '../../lib/url/search-params.ts';
import { verdictLooks } from './verdict-words.ts';

/** What the list can be filtered by, one value each. */
export interface RunFilters {
  readonly plan?: string | undefined;
  readonly verdict?: LoadTestVerdict | undefined;
}

/** From the words and not from the contract: the first page has the addresses, and no more. */
const Verdict = z.enum(Object.keys(verdictLooks) as LoadTestVerdict[]);

const RunFilter = z.object({ plan: z.uuid(), verdict: Verdict }).partial();

const toFilters = (text: string): RunFilters => {
  const filter = readFilter(text);
  if (!filter || filter.op !== 'in' || filter.values.length !== 1) return {};
  const parsed = RunFilter.safeParse({ [filter.field]: filter.values[0] });
  return parsed.success ? parsed.data : {};
};

const isRunFilter = (text: string): boolean => Object.keys(toFilters(text)).length > 0;

export const readRunFilters = (texts: readonly string[] | undefined): RunFilters =>
  Object.assign({}, ...(texts ?? []).map(toFilters));

/** In one order, so that equal filters have equal addresses. */
export const writeRunFilters = ({ plan, verdict }: RunFilters): string[] | undefined => {
  const texts = Object.entries({ plan, verdict }).flatMap(([field, value]) =>
    value === undefined ? [] : [writeFilter({ field, op: 'in', values: [value] })],
  );
  return texts.length === 0 ? undefined : texts;
};

export const LoadTestsSearch = z.object({
  tz: TimeZoneParam.optional(),
  f: z.array(FilterParam.refine(isRunFilter)).max(2).optional(),
  after: CursorParam.optional(),
  /** The run that is open. */
  peek: z.uuid().optional(),
});
export type LoadTestsSearch = z.infer<typeof LoadTestsSearch>;

export const LoadTestRunSearch = z.object({
  tz: TimeZoneParam.optional(),
  /** The run to compare with: the accepted one, or the last that passed, unless given. */
  baseline: z.uuid().optional(),
});
export type LoadTestRunSearch = z.infer<typeof LoadTestRunSearch>;
