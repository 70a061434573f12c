import type pg from 'pg';
import { createPool, type PoolOptions } from '../database.ts';

/**
 * In the address itself, where nothing overrides it: some hosts carry options of their own there.
 * As a parameter of the session's start a pooler that shares sessions refuses it; a SET would
 * reach the sessions of others.
 */
const asReadOnly = (url: string): string => {
  const address = new URL(url);
  const given = address.searchParams.get('options') ?? '';
  address.searchParams.set('options', `${given} -c default_transaction_read_only=on`.trim());
  return address.href;
};

/** A pool for a database of somebody else's: what runs through it can write nothing. */
export const createReadOnlyPool = (options: PoolOptions): pg.Pool =>
  createPool({ ...options, url: asReadOnly(options.url) });
