import { createNotificationChannel, createSource } from '@taffrail/contract';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect } from 'vitest';
import { asOwner } from '../harness/owner-calls.ts';
import type { ConsoleAccess } from '../harness/product.ts';

/** An Alertmanager that is connected: what it fires and resolves. */
export interface Alertmanager {
  readonly tell: (alert: {
    name: string;
    severity?: string;
    service?: string;
    traceId?: string;
    status?: 'firing' | 'resolved';
  }) => Promise<void>;
}

export const connectAlertmanager = async (server: ConsoleAccess): Promise<Alertmanager> => {
  const owner = await asOwner(server);
  const { url } = await owner.call(createSource, {
    body: { kind: 'alertmanager', name: 'Alertmanager' },
  });
  return {
    tell: async ({ name, severity = 'critical', service = 'shop', traceId, status = 'firing' }) => {
      const labels = {
        alertname: name,
        severity,
        service,
        ...(traceId && { trace_id: traceId }),
      };
      const now = new Date().toISOString();
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          version: '4',
          status,
          receiver: 'taffrail',
          groupLabels: { alertname: name },
          truncatedAlerts: 0,
          alerts: [
            {
              status,
              labels,
              annotations: { summary: `${name} of ${service}` },
              startsAt: now,
              endsAt: status === 'resolved' ? now : '0001-01-01T00:00:00Z',
            },
          ],
        }),
      });
      await answer.arrayBuffer();
      expect(answer.ok).toBe(true);
    },
  };
};

export interface Receiver {
  /** What came, in order. */
  readonly bodies: readonly string[];
  /** From now on messages are taken, and no longer refused. */
  readonly accept: () => void;
  readonly stop: () => Promise<void>;
}

/** A webhook channel whose receiver refuses everything until it is told otherwise. */
export const addRefusingChannel = async (server: ConsoleAccess): Promise<Receiver> => {
  const bodies: string[] = [];
  let status = 400;
  const receiver = createServer((request, answer) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString('utf8');
    });
    request.on('end', () => {
      bodies.push(body);
      answer.writeHead(status).end();
    });
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const address = receiver.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const owner = await asOwner(server);
  await owner.call(createNotificationChannel, {
    body: {
      kind: 'webhook',
      name: 'On call',
      settings: { url: `http://127.0.0.1:${address.port}/`, reach: 'private' },
      tellsResolved: true,
      throttle: null,
    },
  });
  return {
    bodies,
    accept: () => {
      status = 204;
    },
    stop: async () => {
      receiver.closeAllConnections();
      receiver.close();
      await once(receiver, 'close');
    },
  };
};
