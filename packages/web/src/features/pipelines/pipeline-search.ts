import { PipelineRange } from '@taffrail/contract';
import { z } from 'zod';
import { TimeZoneParam } from '../../lib/url/search-params.ts';

export const defaultRange = '24h';

const Name = z.string().min(1).max(100);

export const PipelineSearch = z.object({
  range: PipelineRange.optional(),
  tz: TimeZoneParam.optional(),
  /** With the weeks before, unless it is off. */
  compare: z.enum(['off']).optional(),
  /** The one with the most runs unless given. */
  pipeline: Name.optional(),
  /** All stages unless given. */
  stage: Name.optional(),
});
export type PipelineSearch = z.infer<typeof PipelineSearch>;
