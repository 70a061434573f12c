import { setTimeout as sleep } from 'node:timers/promises';
import type { ConsoleProcess } from '../console-process.ts';

const call = async <T>(
  { url, apiKey }: ConsoleProcess,
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  body?: unknown,
): Promise<T> => {
  const answer = await fetch(`${url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${apiKey}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path} was answered with ${answer.status}: ${text}`);
  return (text === '' ? undefined : JSON.parse(text)) as T;
};

export const get = <T>(running: ConsoleProcess, path: string): Promise<T> =>
  call<T>(running, 'GET', path);

/** As many Alertmanagers, each with an address of its own. */
export const connectSources = async (
  running: ConsoleProcess,
  count: number,
): Promise<readonly string[]> => {
  const urls: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const body = { kind: 'alertmanager', name: `Alertmanager ${index}` };
    urls.push((await call<{ url: string }>(running, 'POST', '/api/v1/sources', body)).url);
  }
  // The console gives its public address out, which may not be the one that it is reached by here.
  return urls.map((url) => `${running.url}${new URL(url).pathname}`);
};

/** A channel to a receiver on this machine; the first one comes with a route for everything. */
export const addChannel = (
  running: ConsoleProcess,
  url: string,
  throttle: { messages: number; seconds: number } | null,
): Promise<unknown> =>
  call(running, 'POST', '/api/v1/notification-channels', {
    kind: 'webhook',
    name: 'Bench',
    settings: { url, reach: 'private' },
    tellsResolved: false,
    throttle,
  });

/** Looked at within every run of an alert of this machine. */
export const checkedHost = 'bench-1';

/** A check of an address on this machine, by HTTP. */
export const addCheck = (running: ConsoleProcess, url: string): Promise<unknown> =>
  call(running, 'POST', '/api/v1/checks', {
    name: 'Bench',
    host: checkedHost,
    config: { kind: 'http', url, mayBePrivate: true },
  });

export interface ToldAlert {
  readonly name: string;
  /** Alerts of one group belong to one incident. */
  readonly group: string;
  readonly service: string;
  readonly host?: string;
}

const bodyOf = ({ name, group, service, host }: ToldAlert): string => {
  const labels = { alertname: name, group, service, severity: 'critical', ...(host && { host }) };
  return JSON.stringify({
    version: '4',
    status: 'firing',
    receiver: 'taffrail',
    groupKey: `{}:{group="${group}"}`,
    groupLabels: { group },
    commonLabels: labels,
    commonAnnotations: {},
    externalURL: 'http://alertmanager.example',
    truncatedAlerts: 0,
    alerts: [
      {
        status: 'firing',
        labels,
        annotations: { summary: `${name} fires` },
        startsAt: new Date().toISOString(),
        endsAt: '0001-01-01T00:00:00Z',
      },
    ],
  });
};

const pauseMs = 1_000;
const mostAttempts = 120;

/** The status of the answer, or why there is none. */
const post = async (url: string, body: string): Promise<number | Error> => {
  try {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(url, { method: 'POST', headers, body });
    await answer.arrayBuffer();
    return answer.status;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
};

/**
 * As Alertmanager sends it: again, until it is acknowledged, also where no connection comes about.
 * Gives how often it was turned away.
 */
export const tell = async (url: string, alert: ToldAlert): Promise<number> => {
  const body = bodyOf(alert);
  let cause: Error | undefined;
  for (let refusals = 0; refusals < mostAttempts; refusals += 1) {
    const answer = await post(url, body);
    if (answer === 200) return refusals;
    if (answer instanceof Error) cause = answer;
    else if (answer !== 503) throw new Error(`A delivery was answered with ${answer}.`);
    await sleep(pauseMs);
  }
  throw new Error(`A delivery was turned away ${mostAttempts} times.`, { cause });
};
