import { HeartbeatCheckConfig, HttpCheckConfig } from '@taffrail/contract';
import type { GivenCheck } from '../checks/checks.ts';
import { toProductId } from '../platform/ids.ts';

/** What the console of a demo checks besides itself. */
export interface DemoChecks {
  readonly given: readonly GivenCheck[];
  /** Secrets: whoever has one may ping. */
  readonly pingIds: { readonly timers: string; readonly nightly: string };
}

/** Of a secret, in the form of the random ones. */
const toPingId = (secret: string): string => {
  const hex = Buffer.from(secret, 'base64url').toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

const service = 'tradewind-api';
const idOf = (name: string): string => toProductId('check', `demo:${name}`);

/** @param port where the sample product listens, on this machine */
export const demoChecks = (port: number, derive: (what: string) => string): DemoChecks => {
  const pingIds = {
    timers: toPingId(derive('ping of the timers in the demo')),
    nightly: toPingId(derive('ping of the nightly job in the demo')),
  };
  const api = HttpCheckConfig.parse({
    kind: 'http',
    url: `http://127.0.0.1:${port}/healthz`,
    bodyContains: '"ok":true',
    mayBePrivate: true,
  });
  const timers = HeartbeatCheckConfig.parse({
    kind: 'heartbeat',
    periodSeconds: 300,
    graceSeconds: 300,
  });
  const nightly = HeartbeatCheckConfig.parse({
    kind: 'heartbeat',
    cron: '0 4 * * *',
    graceSeconds: 3_600,
  });
  return {
    pingIds,
    given: [
      { id: idOf('api'), name: 'Tradewind', service, config: api },
      {
        id: idOf('timers'),
        name: 'Tradewind: billing',
        service,
        config: timers,
        pingId: pingIds.timers,
      },
      {
        id: idOf('nightly'),
        name: 'Tradewind: nightly housekeeping',
        service,
        config: nightly,
        pingId: pingIds.nightly,
      },
    ],
  };
};
