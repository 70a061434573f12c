import type { Taffrail } from '@taffrail/node';
import type pg from 'pg';
import type { Catalogue } from './catalogue/catalogue.ts';
import type { Models } from './models/models.ts';

/** What every route is given. */
export interface Tradewind {
  readonly pool: pg.Pool;
  readonly taffrail: Taffrail;
  readonly catalogue: Catalogue;
  /** Absent where none are rented: then results stay as the catalogue has them. */
  readonly models?: Models | undefined;
  /** Something was put into the queue; called once it is committed. */
  readonly wakeWorker: () => void;
}
