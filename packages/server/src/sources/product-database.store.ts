import type pg from 'pg';
import { ask, answerOf, type Answer } from '../platform/db/foreign/ask-database.ts';

/** Does the product's database answer at all? */
export const askSomethingSmall = (pool: pg.Pool): Promise<Answer<unknown>> =>
  answerOf(ask(pool, 'select 1'));
