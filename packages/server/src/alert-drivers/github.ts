import { Unreadable, type StoredDelivery } from '../inbox/inbox.ts';
import { limitBytes, type AlertDriver, type Heard } from './alert-driver.ts';
import { toKey } from './reading/label-fingerprint.ts';
import { readGithubDeploy } from './reading/read-github-deploy.ts';
import { readJson, readObject, readScalar } from './reading/read-json.ts';
import { readTime } from './reading/read-time.ts';
import { signBody, verifyHmac } from './reading/verify-hmac.ts';

type Told = Readonly<Record<string, unknown>>;

const inner = (told: Told | undefined, name: string): Told | undefined => readObject(told?.[name]);

/** JSON, or a form with the JSON in its field `payload`: webhooks are set to either. */
const bodyOf = ({ headers, body }: StoredDelivery): Told => {
  const text = body.toString('utf8');
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded');
  const json = isForm ? (new URLSearchParams(text).get('payload') ?? '') : text;
  const told = readObject(readJson(json));
  if (told) return told;
  throw new Unreadable('This is no webhook of GitHub: it is no object.');
};

const conclusions: Readonly<Record<string, 'failed' | 'succeeded'>> = {
  failure: 'failed',
  timed_out: 'failed',
  startup_failure: 'failed',
  success: 'succeeded',
};

const words: Readonly<Record<string, string>> = {
  failure: 'failed',
  timed_out: 'took too long',
  startup_failure: 'could not start',
  success: 'succeeded',
};

interface Run {
  readonly repository: string;
  readonly workflow: string;
  readonly workflowId: string;
  /** With its repository where that is another: forks call their branches `main`, too. */
  readonly branch: string;
  readonly isDefaultBranch: boolean;
}

const describeRun = (told: Told, run: Told): Run => {
  const repository = inner(told, 'repository');
  const name = readScalar(repository?.['full_name']);
  const workflowId = readScalar(run['workflow_id']);
  const branch = readScalar(run['head_branch']);
  if (name === undefined || workflowId === undefined || branch === undefined)
    throw new Unreadable('The workflow run says of no repository, workflow or branch.');
  const head = readScalar(inner(run, 'head_repository')?.['full_name']) ?? name;
  return {
    repository: name,
    workflow:
      readScalar(run['name']) ??
      readScalar(inner(told, 'workflow')?.['name']) ??
      readScalar(run['path']) ??
      workflowId,
    workflowId,
    branch: head === name ? branch : `${head}:${branch}`,
    isDefaultBranch: head === name && branch === readScalar(repository?.['default_branch']),
  };
};

const describe = (conclusion: string, told: Told, { workflow, branch }: Run): string => {
  const number = readScalar(told['run_number']);
  const commit = readScalar(inner(told, 'head_commit')?.['message'])?.split('\n')[0];
  const run = number === undefined ? workflow : `Run ${number} of ${workflow}`;
  const what = `${run} ${words[conclusion] ?? conclusion} on ${branch}`;
  return commit === undefined ? `${what}.` : `${what}: ${commit}`;
};

const hearRun = (told: Told, receivedAt: Date): Heard => {
  const action = readScalar(told['action']);
  if (action !== 'completed')
    return { ignored: `The run is ${action?.slice(0, 100) ?? 'somewhere'}, not completed.` };
  const run = inner(told, 'workflow_run');
  const conclusion = readScalar(run?.['conclusion']);
  if (!run || conclusion === undefined) throw new Unreadable('The workflow run has no conclusion.');
  const outcome = conclusions[conclusion];
  if (!outcome) return { ignored: `A run that is ${conclusion} neither fails nor succeeds.` };
  const known = describeRun(told, run);
  const { repository, workflow, workflowId, branch, isDefaultBranch } = known;
  const at = readTime(run['updated_at'], receivedAt) ?? receivedAt;
  const hasFailed = outcome === 'failed';
  return {
    isTruncated: false,
    alerts: [
      {
        isOnlyAnEnd: !hasFailed,
        report: {
          fingerprint: toKey(`${repository} ${workflowId} ${branch}`),
          name: `Workflow failed: ${workflow}`,
          severity: isDefaultBranch ? 'warning' : 'info',
          status: hasFailed ? 'firing' : 'resolved',
          description: describe(conclusion, run, known),
          labels: { repository, workflow, branch },
          annotations: Object.fromEntries(
            [
              ['commit', run['head_sha']],
              ['event', run['event']],
              ['attempt', run['run_attempt']],
              ['conclusion', conclusion],
            ].flatMap(([name, value]) => {
              const text = readScalar(value);
              return text === undefined ? [] : [[name, text]];
            }),
          ),
          service: repository.split('/').at(-1) ?? repository,
          groupKey: `${repository} ${workflowId}`,
          url: readScalar(run['html_url']) ?? null,
          startedAt: at,
          endedAt: hasFailed ? null : at,
          traceId: null,
          isAcknowledgedBySender: false,
        },
      },
    ],
  };
};

const deliveryId = /^[\w-]{1,100}$/;

/**
 * `POST /hooks/github/<key>`: a workflow run that fails is an alert, until one of the same workflow
 * succeeds on the same branch; a deployment that is over is a deploy.
 * https://docs.github.com/en/webhooks/webhook-events-and-payloads
 */
export const github: AlertDriver = {
  kind: 'github',
  limitBytes,
  alsoAnnounces: ['deploys'],
  verify: (arrival, secret) =>
    verifyHmac(
      { header: 'x-hub-signature-256', prefix: 'sha256=', secretName: 'webhook secret' },
      arrival,
      secret,
    ),
  // Sent again by hand, a delivery keeps its id.
  deliveryId: ({ headers: { 'x-github-delivery': id } }) =>
    typeof id === 'string' && deliveryId.test(id) ? id : undefined,
  sample: ({ id, now, secret = '' }) => {
    const body = Buffer.from(
      JSON.stringify({
        action: 'completed',
        repository: { full_name: `taffrail/test-${id}`, default_branch: 'main' },
        workflow_run: {
          name: 'Try the source out',
          workflow_id: 1,
          head_branch: 'main',
          conclusion: 'failure',
          updated_at: now.toISOString(),
        },
      }),
    );
    return {
      headers: {
        'content-type': 'application/json',
        'x-github-event': 'workflow_run',
        'x-github-delivery': id,
        'x-hub-signature-256': `sha256=${signBody(body, secret)}`,
      },
      query: {},
      body,
    };
  },
  hear: (delivery) => {
    const event = delivery.headers['x-github-event'];
    if (event === undefined) throw new Unreadable('The header X-GitHub-Event is missing.');
    if (event === 'ping') return { ignored: 'GitHub tried the address out: it works.' };
    if (event === 'deployment_status')
      return readGithubDeploy(bodyOf(delivery), delivery.receivedAt);
    if (event !== 'workflow_run')
      return { ignored: `Nothing is read of the event ${event.slice(0, 100)}.` };
    return hearRun(bodyOf(delivery), delivery.receivedAt);
  },
};
