import { createHmac } from 'node:crypto';
import { signingKinds, SourceKind, type ProductConfig } from '@taffrail/contract';
import { ensureChecks } from '../checks/checks.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/db/database.ts';
import { passwordOf, withUser } from '../platform/db/roles.ts';
import { toProductId } from '../platform/ids.ts';
import { ensureSources } from '../sources/sources.ts';
import { demoChecks, type DemoChecks } from './demo-checks.ts';
import { pointAt } from './product-port.ts';
import { ensureTradewindDatabase } from './tradewind-database.store.ts';

/** What a demo connects: the rest has to be connected by hand. */
const DemoSourceKind = SourceKind.extract([
  'stripe',
  'load_tests',
  'autofix',
  'alertmanager',
  'sentry',
  'github',
]);
type DemoSourceKind = (typeof DemoSourceKind.options)[number];

/** Something beside the sample product that reports by itself, to an address with a key in it. */
export interface DemoSource {
  readonly id: string;
  readonly kind: DemoSourceKind;
  readonly name: string;
  readonly key: string;
  /** Of those that sign. */
  readonly signingSecret: string | undefined;
}

/** What the sample product has of its own, in the Postgres of the console. Nothing of it is stored. */
export interface Demo {
  /** What it sends with: the same at every start. */
  readonly ingestKey: string;
  /** What stands around it: these, too, are the same at every start. */
  readonly sources: readonly DemoSource[];
  /** What the console looks at of it, and what pings the console: the same, too. */
  readonly checks: DemoChecks;
  /** Of its database, as the role that owns the tables. */
  readonly ownerUrl: string;
  /** As the role that only reads them: what Taffrail looks at a product with. */
  readonly readerUrl: string;
  /** What Taffrail should know of it, in place of the checkout's own `taffrail.config.ts`. */
  readonly productConfig: URL;
  /** Where the product listens, on this machine. */
  readonly port: number;
  /** With its load tests pointed at where it listens. */
  pointHere(product: ProductConfig): ProductConfig;
  /** Makes its sources and checks, unless they are there. */
  connect(db: Database, rules: { readonly clock: Clock; readonly secret: string }): Promise<void>;
  /** Makes the roles and the database, unless they are there. */
  ensureDatabase(): Promise<void>;
}

const names = { database: 'tradewind', owner: 'tradewind', reader: 'tradewind_reader' } as const;

/** Loaded by its path, as the program is run. */
export const demoProductConfig = new URL(
  '../../../../examples/tradewind/taffrail.config.ts',
  import.meta.url,
);

const sourceNames = {
  stripe: 'Stripe of Tradewind',
  load_tests: 'Load tests of Tradewind',
  autofix: 'Fixing agent of Tradewind',
  alertmanager: 'Alertmanager of Tradewind',
  sentry: 'Sentry of Tradewind',
  github: 'GitHub of Tradewind',
} as const satisfies Record<DemoSourceKind, string>;

/** @param superuserUrl of the embedded Postgres, on any of its databases */
export const createDemo = (superuserUrl: string, secret: string, port = 4700): Demo => {
  const passwords = {
    owner: passwordOf(secret, names.owner),
    reader: passwordOf(secret, names.reader),
  };
  /** Guessed by nobody who does not know the secret. */
  const derive = (what: string): string =>
    createHmac('sha256', secret).update(what).digest('base64url');
  const signingSecretOf = (kind: DemoSourceKind): string =>
    kind === 'stripe'
      ? `whsec_${derive('signing secret of the demo')}`
      : derive(`signing secret of ${kind} in the demo`);
  const sources = DemoSourceKind.options.map((kind) => ({
    id: toProductId('source', `demo:${kind}`),
    kind,
    name: sourceNames[kind],
    key: `tfs_${derive(`${kind} of the demo`)}`,
    signingSecret: signingKinds.has(kind) ? signingSecretOf(kind) : undefined,
  }));
  const checks = demoChecks(port, derive);
  const urlOf = (role: 'owner' | 'reader'): string => {
    const url = new URL(withUser(superuserUrl, names[role], passwords[role]));
    url.pathname = `/${names.database}`;
    return url.href;
  };
  return {
    ingestKey: `tfi_${derive('ingest key of the demo')}`,
    sources,
    checks,
    ownerUrl: urlOf('owner'),
    readerUrl: urlOf('reader'),
    productConfig: demoProductConfig,
    port,
    connect: async (db, rules) => {
      await ensureSources(db, rules, sources);
      await ensureChecks(db, rules.clock, checks.given);
    },
    pointHere: (product) => pointAt(product, port),
    ensureDatabase: () => ensureTradewindDatabase(superuserUrl, names, passwords),
  };
};
