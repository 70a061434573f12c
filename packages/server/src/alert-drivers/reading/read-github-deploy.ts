import { DeployRecord } from '@taffrail/contract';
import { Unreadable } from '../../inbox/inbox.ts';
import type { Heard } from '../alert-driver.ts';
import { readObject, readScalar } from './read-json.ts';
import { readTime } from './read-time.ts';

type Told = Readonly<Record<string, unknown>>;

/** The states after which a deploy is over. */
const outcomes: Readonly<Record<string, 'succeeded' | 'failed'>> = {
  success: 'succeeded',
  failure: 'failed',
  error: 'failed',
};

/** Senders leave these empty, or write what is no address. */
const readUrl = (...values: unknown[]): string | undefined =>
  values.map(readScalar).find((url) => url !== undefined && /^https?:\/\//.test(url));

const Deployed = DeployRecord.omit({ kind: true, finishedAt: true });

/**
 * A deployment that is over, of the event `deployment_status`. However often its state is told, it is
 * one deploy. https://docs.github.com/en/webhooks/webhook-events-and-payloads#deployment_status
 *
 * @throws {Unreadable}
 */
export const readGithubDeploy = (told: Told, receivedAt: Date): Heard => {
  const status = readObject(told['deployment_status']);
  const deployment = readObject(told['deployment']);
  const repository = readScalar(readObject(told['repository'])?.['full_name']);
  const state = readScalar(status?.['state']);
  const id = readScalar(deployment?.['id']);
  if (!status || !deployment || repository === undefined || state === undefined || id === undefined)
    throw new Unreadable('The deployment says of no repository, state or id.');
  const outcome = Object.hasOwn(outcomes, state) ? outcomes[state] : undefined;
  if (outcome === undefined)
    return { ignored: `A deployment that is ${state.slice(0, 100)} neither succeeds nor fails.` };
  const { data, error } = Deployed.safeParse({
    id: `github ${repository} ${id}`,
    sha: deployment['sha'],
    environment: readScalar(status['environment']) ?? deployment['environment'],
    status: outcome,
    isProduction: deployment['production_environment'],
    repository,
    url: readUrl(status['log_url'], status['target_url'], status['environment_url']),
  });
  if (!data) {
    const [issue] = error.issues;
    throw new Unreadable(`The deployment is wrong: ${issue?.path.join('.')}: ${issue?.message}`);
  }
  const finishedAt = readTime(status['created_at'], receivedAt) ?? receivedAt;
  return { isTruncated: false, alerts: [], deploys: [{ ...data, finishedAt }] };
};
