import { z } from 'zod';
import { IdParams, RangeEnd, Timestamp } from './page.ts';
import { defineRoute } from './route.ts';
import { Text } from './text.ts';

/**
 * `previewing` → `previewed` → `applying` → `applied` → `taking_back` → `taken_back`; a preview can
 * be `discarded`. The steps in -ing are a job's, and say how far they are.
 */
export const RecostingState = z.enum([
  'previewing',
  'previewed',
  'applying',
  'applied',
  'taking_back',
  'taken_back',
  'discarded',
]);
export type RecostingState = z.infer<typeof RecostingState>;

/** Jobs of a month, provider and model whose cost changes. */
export const RecostingRow = z.object({
  /** Of the reporting time zone: `2026-11`. */
  month: z.string(),
  provider: z.string(),
  model: z.string(),
  jobs: z.number().int(),
  /** Those that had no cost. */
  newlyPriced: z.number().int(),
  /** Those that have none any more. */
  noLongerPriced: z.number().int(),
  /** What they cost, and would cost; with eight decimals. */
  fromUsd: z.string(),
  toUsd: z.string(),
});
export type RecostingRow = z.infer<typeof RecostingRow>;

export const RecostingPreview = z.object({
  jobs: z.number().int(),
  fromUsd: z.string(),
  toUsd: z.string(),
  /** The largest differences first; 500 at most. */
  rows: z.array(RecostingRow),
  /** Of how many months, providers and models there are. */
  rowCount: z.number().int(),
});
export type RecostingPreview = z.infer<typeof RecostingPreview>;

export const Recosting = z.object({
  id: z.uuid(),
  createdAt: Timestamp,
  createdBy: z.string(),
  state: RecostingState,
  /** Of the jobs that are looked at: from, up to and without. */
  from: Timestamp,
  to: Timestamp,
  provider: z.string().nullable(),
  model: z.string().nullable(),
  /** Of the step under way, or the last: jobs looked at, or changes made. */
  done: z.number().int(),
  total: z.number().int(),
  /** Null while it is being made. */
  preview: RecostingPreview.nullable(),
  /** Changes that were not made, since the job had been changed otherwise meanwhile. */
  skipped: z.number().int(),
  /** Why the last attempt failed, while it is tried again. */
  failure: z.string().nullable(),
  finishedAt: Timestamp.nullable(),
});
export type Recosting = z.infer<typeof Recosting>;

export const listRecostings = defineRoute({
  method: 'GET',
  path: '/api/v1/recostings',
  summary: 'When jobs were costed again, and what came of it: the latest 20.',
  access: 'usage.read',
  response: z.object({ items: z.array(Recosting).max(20) }),
});

export const startRecosting = defineRoute({
  method: 'POST',
  path: '/api/v1/recostings',
  summary: 'Look what jobs would cost by the prices of now. Changes nothing until it is applied.',
  access: 'prices.manage',
  body: z
    .object({
      from: RangeEnd,
      to: RangeEnd,
      /** As jobs have them. */
      provider: Text(200).trim().min(1).optional(),
      model: Text(300).trim().min(1).optional(),
    })
    .refine(({ from, to }) => Date.parse(from) < Date.parse(to), {
      path: ['to'],
      message: 'must be after from',
    }),
  status: 201,
  response: Recosting,
});

export const applyRecosting = defineRoute({
  method: 'POST',
  path: '/api/v1/recostings/:id/apply',
  summary: 'Give jobs the costs that the preview showed, and move what they add up to.',
  access: 'prices.manage',
  params: IdParams,
  response: Recosting,
});

export const takeBackRecosting = defineRoute({
  method: 'POST',
  path: '/api/v1/recostings/:id/take-back',
  summary: 'Give jobs the costs back that they had before.',
  access: 'prices.manage',
  params: IdParams,
  response: Recosting,
});

export const discardRecosting = defineRoute({
  method: 'POST',
  path: '/api/v1/recostings/:id/discard',
  summary: 'Give up a preview, also while it is being made.',
  access: 'prices.manage',
  params: IdParams,
  response: Recosting,
});
