import { z } from 'zod';
import { activityCatalogue, categoryOf, isKnownAction } from './activity-catalogue.ts';
import { ActivityCategory } from './activity-category.ts';
import { ActionName } from './ingest.ts';
import { LoadTestPlan } from './load-test-plans.ts';
import { PipelineConfig } from './pipeline-config.ts';
import { SearchConfig } from './search-config.ts';
import { SubscriptionTable } from './subscription-table.ts';

// As long as Postgres lets names be; quoted by the server, so that any character is safe.
const Column = z.string().min(1).max(63);
/** `invoices`, or `billing.invoices` with its schema. */
const TableName = z
  .string()
  .regex(
    /^[^.]{1,63}(\.[^.]{1,63})?$/,
    'must be a table, or a schema and a table: billing.invoices',
  );
const Name = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,62}$/, 'must be small letters, digits, "-" and "_", a letter first');
const Title = z.string().trim().min(1).max(100);

const RecordModel = z.strictObject({
  table: TableName,
  /** What the console calls them: `Companies`. Made of the name unless given. */
  title: Title.optional(),
  /** A fall by more than this share of the day's or yesterday's highest count is flagged. */
  dropShare: z.number().gt(0).lt(1).default(0.1),
});

/** More affected rows than `warnAbove` are a warning, more than `errorAbove` an error. */
const thresholds = {
  warnAbove: z.number().int().min(0).default(0),
  errorAbove: z.number().int().min(0).default(100),
};
const inOrder = ({ warnAbove, errorAbove }: { warnAbove: number; errorAbove: number }): boolean =>
  warnAbove <= errorAbove;
const outOfOrder = { path: ['errorAbove'], message: 'must not be below warnAbove' };

/** Shown, to be copied, and never run; null where none is to be offered. */
const Repair = z.string().trim().min(1).max(10_000).nullable();

/** Of a row in the product, with its id in place of `{id}`. */
const RowLink = z
  .string()
  .max(1_000)
  .regex(/^https?:\/\/\S*\{id\}\S*$/, 'must be an address with {id} in it');

const ConfiguredReference = z
  .strictObject({
    table: TableName,
    column: Column,
    references: z.strictObject({ table: TableName, column: Column }),
    title: Title.optional(),
    ...thresholds,
    /** In place of the one that the console writes. */
    repair: Repair.optional(),
    /** Leads to an affected row: `https://app.example.com/invoices/{id}`. */
    link: RowLink.optional(),
  })
  .refine(inOrder, outOfOrder);
export type ConfiguredReference = z.infer<typeof ConfiguredReference>;

const ConfiguredCheck = z
  .strictObject({
    name: Name,
    title: Title,
    /** A SELECT that gives the ids of the rows that are wrong, in its first column. */
    sql: z
      .string()
      .max(10_000)
      .transform((text) => text.trim().replace(/(\s*;)+$/, ''))
      .refine((text) => /^(select|with)\b/i.test(text), 'must be one SELECT'),
    ...thresholds,
    repair: Repair.default(null),
    link: RowLink.optional(),
  })
  .refine(inOrder, outOfOrder);
export type ConfiguredCheck = z.infer<typeof ConfiguredCheck>;

const isUnique = (names: readonly string[]): boolean => new Set(names).size === names.length;

const AttributeNames = z.array(z.string().trim().min(1).max(200)).max(20);

const CountedActions = z.array(ActionName).min(1).max(20);

/** ISO 4217, lower case. */
const Currency = z.string().regex(/^[a-z]{3}$/, 'must be a currency of three letters, like eur');

/** What Taffrail cannot know of a product by itself; `taffrail.config.ts` says it. */
export const ProductConfig = z.strictObject({
  /** Actions of the product's own, by name: how the log calls them, and where they belong. */
  actions: z
    .record(
      ActionName,
      z.strictObject({
        category: ActivityCategory,
        /** What somebody did, in words: `sent an invoice`. */
        sentence: z.string().trim().min(1).max(100),
      }),
    )
    .optional(),
  /** Money is shown in one currency. */
  revenue: z
    .strictObject({
      currency: Currency,
      /** Units of that currency that one unit of another is worth; without, it stays as it is. */
      rates: z
        .record(
          Currency,
          z.string().regex(/^\d{1,12}(\.\d{1,12})?$/, 'must be decimal text, like 0.92'),
        )
        .optional(),
      /** The day that the rates are of, to be shown beside what they convert: `2026-11-20`. */
      ratesDay: z.iso.date().optional(),
    })
    .optional(),
  /**
   * Names of attributes, or of baggage, that say in spans and logs of OpenTelemetry whose they are;
   * they go before the usual ones (docs/reference/otlp.md).
   */
  openTelemetry: z
    .strictObject({
      organization: AttributeNames,
      user: AttributeNames,
      session: AttributeNames,
    })
    .partial()
    .optional(),
  /** The product's own table of subscriptions, where nobody else tells of them. */
  subscriptions: SubscriptionTable.optional(),
  /** The actions that the revenue page counts as signups, jobs created and invoices sent. */
  recentActivity: z
    .strictObject({ signups: CountedActions, jobs: CountedActions, invoices: CountedActions })
    .partial()
    .optional(),
  /** Which actions are searches, and what they are told apart by. */
  searches: SearchConfig.optional(),
  /** What pipelines are called, and how long they and their stages may take. */
  pipelines: PipelineConfig.optional(),
  /** Tables of the product's own database whose rows are counted, by model: `companies`. */
  records: z
    .record(Name, RecordModel)
    .refine((models) => Object.keys(models).length <= 50, 'must be 50 models at most')
    .optional(),
  /** What must hold in the product's own database besides the foreign keys that it declares. */
  integrity: z
    .strictObject({
      /** References that no foreign key declares; or one that does, for a title and thresholds. */
      references: z
        .array(ConfiguredReference)
        .max(200)
        .refine(
          (all) => isUnique(all.map(({ table, column }) => `${table}.${column}`)),
          'must name each column once',
        )
        .default([]),
      checks: z
        .array(ConfiguredCheck)
        .max(200)
        .refine((all) => isUnique(all.map(({ name }) => name)), 'must have names of their own')
        .default([]),
    })
    .optional(),
  /** Load tests, with what their runs may not exceed; those that the console is to run itself. */
  loadTests: z
    .array(LoadTestPlan)
    .max(50)
    .refine((all) => isUnique(all.map(({ name }) => name)), 'must have names of their own')
    .optional(),
});
export type ProductConfig = z.infer<typeof ProductConfig>;

/** Gives `taffrail.config.ts` its types; the server checks it at start. */
export const defineConfig = (
  config: z.input<typeof ProductConfig>,
): z.input<typeof ProductConfig> => config;

/** Where an action belongs: what the product says of it comes first. */
export const categoryIn = ({ actions }: ProductConfig, action: string): ActivityCategory =>
  actions?.[action]?.category ?? categoryOf(action);

/** What an action is called in the log; null for one that nobody has words for. */
export const sentenceIn = ({ actions }: ProductConfig, action: string): string | null =>
  actions?.[action]?.sentence ??
  (isKnownAction(action) ? activityCatalogue[action].sentence : null);
