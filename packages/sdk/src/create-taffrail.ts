import { createClient } from './client.ts';
import type { TaffrailOptions } from './options.ts';
import { systemPorts } from './host/ports.ts';
import type { Taffrail } from './taffrail.ts';

/**
 * One client for a process; make it once and share it. Never throws: with an unusable `url` or
 * `key` ordinary records are dropped and counted, ledger records are spooled, and `onError` is told.
 */
export function createTaffrail(options: TaffrailOptions): Taffrail {
  return createClient(options, systemPorts);
}
