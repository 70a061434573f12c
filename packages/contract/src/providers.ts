import { z } from 'zod';
import { aiJobFilterFields, namedNone } from './ai-job-filter.ts';
import { Day, Timestamp } from './page.ts';
import {
  mostBeside,
  ProviderGroup,
  ProviderRange,
  providerFilterFields,
} from './provider-range.ts';
import { defineRoute } from './route.ts';
import { Text } from './text.ts';

/** US dollars as decimal text, exact to 8 decimals. */
const Usd = z.string().regex(/^-?\d+(\.\d{1,8})?$/);

/** Null is what there was nothing to measure of. */
export const ProviderRates = z.object({
  jobs: z.number().int(),
  failedJobs: z.number().int(),
  /** Failed ÷ all. */
  errorRate: z.number().nullable(),
  /** US dollars for a thousand jobs, of those whose cost is known. */
  costPer1000Jobs: z.number().nullable(),
  /** US dollars for a million tokens, input and output together, of jobs whose cost is known. */
  costPerMillionTokens: z.number().nullable(),
  /** Of jobs that succeeded, to within 2 %: milliseconds. */
  p50Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
  /** The median time to the first token of those that were streamed. */
  firstTokenMs: z.number().nullable(),
  /** How many that is of. */
  streamedJobs: z.number().int(),
  /** Output of jobs that succeeded ÷ the time that they took. */
  tokensPerSecond: z.number().nullable(),
  /** The average of the jobs that somebody judged, from 0 to 1. */
  accuracy: z.number().nullable(),
  scoredJobs: z.number().int(),
});
export type ProviderRates = z.infer<typeof ProviderRates>;

export const ProviderFigures = ProviderRates.extend({
  /** Of those that are reported or priced. */
  costUsd: Usd,
  /** What the cost lacks. */
  unpricedJobs: z.number().int(),
  unpricedTokens: z.number().int(),
  inputTokens: z.number().int(),
  outputTokens: z.number().int(),
  /** Of all jobs that the filters give. */
  share: z.number(),
});
export type ProviderFigures = z.infer<typeof ProviderFigures>;

/** A provider, a model of one, or a route. */
export const ProviderSubject = z.object({
  /** Null of a route. */
  provider: z.string().nullable(),
  /** Of a model. */
  model: z.string().nullable(),
  /** Of a route: empty where jobs named none. Null of others. */
  route: z.string().nullable(),
});
export type ProviderSubject = z.infer<typeof ProviderSubject>;

/** `openai`, `openai/gpt-4.1`, or a route: how one of a group is asked for. */
export const providerIdOf = ({ provider, model, route }: ProviderSubject): string =>
  route === null ? [provider, model].filter((part) => part !== null).join('/') : route || namedNone;

export const ComparedProvider = z.object({
  subject: ProviderSubject,
  figures: ProviderFigures,
  /** As many days before; null where nothing is known of them. */
  previous: ProviderRates.nullable(),
  /** Of failed jobs, most frequent first; null for what was not told. The rest is among no type. */
  errors: z.array(z.object({ type: z.string().nullable(), jobs: z.number().int() })).max(5),
  /** What it was used for, most jobs first; of a route nothing. */
  routes: z.array(z.object({ route: z.string(), jobs: z.number().int() })).max(5),
  /** One for each of `days`, of the six with the most jobs; of others none. */
  trend: z.array(
    z.object({
      jobs: z.number().int(),
      p95Ms: z.number().nullable(),
      errorRate: z.number().nullable(),
      costPer1000Jobs: z.number().nullable(),
    }),
  ),
});
export type ComparedProvider = z.infer<typeof ComparedProvider>;

/** All of one snapshot of the database. */
export const Providers = z.object({
  asOf: Timestamp,
  timeZone: z.string(),
  range: z.object({ from: Day, to: Day, previousFrom: Day, previousTo: Day }),
  /** The first day of which there are jobs; null before the first. */
  since: Day.nullable(),
  group: ProviderGroup,
  total: ProviderFigures,
  /** The days of the range and when they begin, oldest first. */
  days: z.array(z.object({ day: Day, startsAt: Timestamp })),
  /** Most jobs first; 100 at most. */
  items: z.array(ComparedProvider).max(100),
  /**
   * Whether those with enough jobs were used for different things, so that a comparison says as much
   * about those as about them.
   */
  routesDiffer: z.boolean(),
});
export type Providers = z.infer<typeof Providers>;

const ProvidersQuery = z
  .object(providerFilterFields)
  .partial()
  .extend({
    range: ProviderRange.default('7d'),
    group: ProviderGroup.default('provider'),
  });
export type ProvidersQuery = z.infer<typeof ProvidersQuery>;

export const getProviders = defineRoute({
  method: 'GET',
  path: '/api/v1/providers',
  summary: 'Providers, models or routes beside each other: cost, speed, errors and accuracy.',
  access: 'usage.read',
  query: ProvidersQuery,
  response: Providers,
});

export const exportProviders = defineRoute({
  method: 'GET',
  path: '/api/v1/providers/export',
  summary: 'The comparison as CSV. Each export is audited.',
  access: 'usage.read',
  query: ProvidersQuery.extend({
    /** Only these, by their ids; all unless given. */
    vs: z
      .preprocess(
        (value) => (value === undefined || Array.isArray(value) ? value : [value]),
        z.array(Text(600)).max(mostBeside),
      )
      .optional(),
  }),
});

/** What the recorded tokens would cost elsewhere, by the price that holds now. */
export const WhatIf = z.object({
  asOf: Timestamp,
  range: z.object({ from: Day, to: Day }),
  jobs: z.number().int(),
  inputTokens: z.number().int(),
  outputTokens: z.number().int(),
  recorded: z.object({
    costUsd: Usd,
    /** Jobs whose cost is not known: their tokens are among those that are priced anew. */
    unpricedJobs: z.number().int(),
  }),
  /** Null when no price is known of the model. */
  elsewhere: z
    .object({
      costUsd: Usd,
      priceId: z.uuid(),
      /**
       * Jobs with so large an input that another price of the model holds for them; null where the
       * jobs of the range are no longer kept one by one, and all are priced as if there were none.
       */
      tieredJobs: z.number().int().nullable(),
    })
    .nullable(),
});
export type WhatIf = z.infer<typeof WhatIf>;

export const getWhatIf = defineRoute({
  method: 'GET',
  path: '/api/v1/providers/what-if',
  summary: 'What the recorded tokens of a range would have cost with another model.',
  access: 'usage.read',
  query: z
    .object(providerFilterFields)
    .partial()
    .extend({
      range: ProviderRange.default('7d'),
      toProvider: aiJobFilterFields.provider,
      toModel: Text(200).min(1),
    }),
  response: WhatIf,
});
