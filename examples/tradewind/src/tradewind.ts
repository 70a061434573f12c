import type { Taffrail } from '@taffrail/node';
import type pg from 'pg';
import type { Catalogue } from './catalogue/catalogue.ts';

/** What every route is given. */
export interface Tradewind {
  readonly pool: pg.Pool;
  readonly taffrail: Taffrail;
  readonly catalogue: Catalogue;
  /** Something was put into the queue; called once it is committed. */
  readonly wakeWorker: () => void;
}
