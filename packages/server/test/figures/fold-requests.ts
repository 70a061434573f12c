import { foldClosedMinutes } from '../../src/api-metrics/jobs.ts';
import type { TestServer } from '../server.ts';

/** What the worker does every minute with the rollups of requests. */
export const foldRequests = ({
  owner,
  clock,
}: Pick<TestServer, 'owner' | 'clock'>): Promise<void> => foldClosedMinutes(owner, clock.now());
