import type { ChannelField } from '@taffrail/contract';
import { z } from 'zod';
import {
  createReach,
  ForbiddenAddressError,
  type Reach,
} from '../../platform/http/outbound-http/public-address.ts';
import { toOneLine } from '../messages/plain-text.ts';
import { field, type SendResult } from './driver.ts';

/** Whether a channel may lead into a private network: a setting of every kind that has an address. */
export const Reaches = z.enum(['public', 'private']).default('public');
export type Reaches = z.infer<typeof Reaches>;

export const reachField: ChannelField = field(
  'reach',
  [
    'Where it may lead',
    'Private networks and this machine only where the receiver is one of yours. Link-local addresses are never called.',
  ],
  {
    input: 'choice',
    initial: 'public',
    choices: [
      { value: 'public', title: 'Public addresses only' },
      { value: 'private', title: 'Private networks, too' },
    ],
  },
);

const reaches: Readonly<Record<Reaches, Reach>> = {
  public: createReach({ mayBePrivate: false }),
  private: createReach({ mayBePrivate: true }),
};

export const toReach = (wanted: Reaches): Reach => reaches[wanted];

/** How long a receiver may take: a stage waits for it. */
export const sendTimeoutMs = 10_000;

/**
 * What kept a receiver from being asked, or from answering.
 *
 * @throws what is no failure of the way there, such as being stopped
 */
export const toConnectionFailure = (error: unknown): SendResult => {
  if (error instanceof ForbiddenAddressError)
    return { state: 'failed', reason: 'forbidden_address', failure: error.message, isFinal: true };
  if (!(error instanceof Error)) throw error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  if (error.name === 'TimeoutError' || code === 'ETIMEDOUT') {
    const failure = `No answer within ${sendTimeoutMs / 1_000} seconds.`;
    return { state: 'failed', reason: 'timed_out', failure, isFinal: false };
  }
  if (code === undefined) throw error;
  const said = error.message === '' ? code : error.message;
  const failure = `Could not be reached: ${toOneLine(said, 300)}`;
  return { state: 'failed', reason: 'unreachable', failure, isFinal: false };
};
