import { z } from 'zod';
import { IdParams, PageQuery, Timestamp } from './page.ts';
import { ProductDataState, ProductFailure } from './product-database.ts';
import { defineRoute } from './route.ts';

/**
 * `nothing_to_check`: there is no row that could be wrong. `unknown`: it could not be found out, as
 * when the query timed out; that is never ok.
 */
export const IntegritySeverity = z.enum(['ok', 'warning', 'error', 'nothing_to_check', 'unknown']);
export type IntegritySeverity = z.infer<typeof IntegritySeverity>;

/** A foreign key of the product's schema, a reference that the configuration names, or its SQL. */
export const IntegrityKind = z.enum(['foreign_key', 'reference', 'check']);
export type IntegrityKind = z.infer<typeof IntegrityKind>;

const IntegrityResult = z.object({
  /** When its run began. */
  at: Timestamp,
  severity: IntegritySeverity,
  /** Affected rows; null when unknown. */
  count: z.number().int().nullable(),
  durationMs: z.number().int(),
  failure: ProductFailure.nullable(),
});
export type IntegrityResult = z.infer<typeof IntegrityResult>;

/** Something that must hold in the product's own database, and whether it does. */
export const IntegrityCheck = z.object({
  id: z.uuid(),
  kind: IntegrityKind,
  title: z.string(),
  /** What must hold: the foreign key as Postgres words it, or the SQL. */
  definition: z.string(),
  warnAbove: z.number().int(),
  errorAbove: z.number().int(),
  latest: IntegrityResult,
  /** Since when there are affected rows. */
  affectedSince: Timestamp.nullable(),
  /** The latest fourteen results of the last thirty days, oldest first. */
  trend: z.array(IntegrityResult),
});
export type IntegrityCheck = z.infer<typeof IntegrityCheck>;

const Coverage = z.object({ checked: z.number().int(), total: z.number().int() });

export const Integrity = z.object({
  /** When it was read. */
  asOf: Timestamp,
  state: ProductDataState.exclude(['not_mapped']),
  /** The latest; null before the first. */
  run: z
    .object({
      at: Timestamp,
      durationMs: z.number().int(),
      /** Foreign keys of the schema, those that are NOT VALID too. */
      declared: Coverage,
      configured: Coverage,
      /** Why nothing could be asked. */
      failure: ProductFailure.nullable(),
    })
    .nullable(),
  /** How far the run has come that is under way, where it takes longer than a moment. */
  underWay: Coverage.extend({ at: Timestamp }).nullable(),
  /** What is wrong first, and of what is alike what the configuration names. */
  checks: z.array(IntegrityCheck),
});
export type Integrity = z.infer<typeof Integrity>;

export const getIntegrity = defineRoute({
  method: 'GET',
  path: '/api/v1/integrity',
  summary: "What must hold in the product's own database, and whether it did the last times.",
  access: 'operations.read',
  response: Integrity,
});

/** More affected rows than these are a warning, an error. */
export const IntegrityThresholds = z
  .object({
    warnAbove: z.number().int().min(0).max(1_000_000_000),
    errorAbove: z.number().int().min(0).max(1_000_000_000),
  })
  .refine(({ warnAbove, errorAbove }) => warnAbove <= errorAbove, {
    path: ['errorAbove'],
    message: 'must not be below the threshold of a warning',
  });
export type IntegrityThresholds = z.infer<typeof IntegrityThresholds>;

export const IntegrityCheckDetail = IntegrityCheck.extend({
  /** What `warnAbove` and `errorAbove` were set to here, and would be otherwise. */
  thresholds: z.object({
    /** Of the configuration, or of a foreign key that it does not name. */
    defaults: IntegrityThresholds,
    areSet: z.boolean(),
    /** 0 before anybody changed them. */
    version: z.number().int(),
  }),
  /** Ids of up to ten affected rows of the latest result. */
  sampleIds: z.array(z.string()),
  /** What Postgres said of the latest result, where it is about the query itself. */
  message: z.string().nullable(),
  /** Shows the affected rows. */
  selectSql: z.string(),
  /** Would mend them. To be read, changed and run by somebody: the console never does. */
  repairSql: z.string().nullable(),
  /** Newest first, 200 at most. */
  history: z.array(IntegrityResult),
});
export type IntegrityCheckDetail = z.infer<typeof IntegrityCheckDetail>;

export const getIntegrityCheck = defineRoute({
  method: 'GET',
  path: '/api/v1/integrity/:id',
  summary: 'One check with its history, samples, and the SQL to see and to mend the rows.',
  access: 'operations.read',
  params: IdParams,
  response: IntegrityCheckDetail,
});

/**
 * CSV, oldest first: each run of the last year, 10,000 at most. Each export is audited with the
 * number of lines.
 */
export const exportIntegrityRuns = defineRoute({
  method: 'GET',
  path: '/api/v1/integrity/:id/export',
  summary: 'The runs of one check, as CSV.',
  access: 'operations.read',
  params: IdParams,
});

/** As the product's database has them now, by their ids as text; at most 5 seconds are spent on it. */
export const listIntegrityRows = defineRoute({
  method: 'GET',
  path: '/api/v1/integrity/:id/rows',
  summary: 'Affected rows of one check, read now, by their ids.',
  access: 'operations.read',
  params: IdParams,
  query: PageQuery,
  response: z.object({
    asOf: Timestamp,
    items: z.array(
      z.object({
        id: z.string(),
        /** Where the configuration says how rows are found in the product. */
        url: z.string().nullable(),
      }),
    ),
    nextCursor: z.string().nullable(),
    /** Why they could not be read; null when they could. */
    failure: ProductFailure.nullable(),
  }),
});

/** CSV, read now: 10,000 rows at most. Each export is audited with the number of lines. */
export const exportIntegrityRows = defineRoute({
  method: 'GET',
  path: '/api/v1/integrity/:id/affected-rows',
  summary: 'Ids of the affected rows of one check, read now, as CSV.',
  access: 'operations.read',
  params: IdParams,
});

/** Run at once: what was found is judged by them from then on. */
export const setIntegrityThresholds = defineRoute({
  method: 'PUT',
  path: '/api/v1/integrity/:id/thresholds',
  summary: 'Set from how many affected rows on one check warns; `null` resets it to its defaults.',
  access: 'checks.manage',
  params: IdParams,
  body: z.object({
    /** That was looked at: 409 when somebody changed them since. */
    version: z.number().int().min(0),
    thresholds: IntegrityThresholds.nullable(),
  }),
  status: 204,
});

export const runIntegrity = defineRoute({
  method: 'POST',
  path: '/api/v1/integrity/run',
  summary: 'Check everything now, instead of in the next hour. The results follow.',
  access: 'checks.run',
  status: 204,
});
