import { createChance } from '../../../chance.ts';
import { idAt } from '../../ids.ts';
import type { World } from '../../world/customer.ts';
import { sentryIdOf, sentryUrlOf } from '../autofix/autofix-reports.ts';
import type { Report } from '../report.ts';
import { troublesUntil, type Trouble } from './troubles.ts';

const toReport = (
  seed: string,
  { id, number, title, breaksAt }: Trouble,
  action: 'created' | 'resolved',
  at: number,
): Report => ({
  by: 'sentry',
  at,
  headers: {
    'sentry-hook-resource': 'issue',
    'sentry-hook-timestamp': String(Math.floor(at / 1_000)),
    'request-id': idAt(createChance(seed, 'issue', id, action), at),
  },
  body: {
    action,
    actor: { type: 'application', id: 'sentry', name: 'Sentry' },
    data: {
      issue: {
        id: `${number}-${id}`,
        shortId: sentryIdOf(number),
        title,
        level: title.startsWith('FATAL') ? 'fatal' : 'error',
        platform: 'node',
        status: action === 'created' ? 'unresolved' : 'resolved',
        project: { slug: 'tradewind-node' },
        firstSeen: new Date(breaksAt).toISOString(),
        web_url: sentryUrlOf(number),
      },
    },
  },
});

/** Errors that an agent is then set to mend: issues that are new, and resolved later. */
export const sentryReports = (world: World, until: number): Report[] =>
  troublesUntil(world, 'sentry', until).flatMap((trouble) => {
    const { breaksAt, endsAt } = trouble;
    return [
      { ...toReport(world.seed, trouble, 'created', breaksAt), outdatedAt: endsAt },
      toReport(world.seed, trouble, 'resolved', endsAt),
    ];
  });
