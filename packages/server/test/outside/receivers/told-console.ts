import type { AlertReport } from '../../../src/alerts/alerts.ts';
import type { Credential } from '../../credentials.ts';
import {
  makeDelivery,
  makeReport,
  makeSource,
  receiveDeliveries,
} from '../../incidents/receive-reports.ts';
import { runJobs } from '../../run-jobs.ts';
import { startTestServer, type TestServer } from '../../server.ts';
import { botToken, chatId, startTelegram, type TelegramServer } from './telegram-server.ts';

/** A console that tells a Telegram, and alerts that come to it. */
export interface ToldConsole {
  readonly server: TestServer;
  readonly telegram: TelegramServer;
  readonly operator: Credential;
  /** The id of the channel, which gets everything. */
  readonly channelId: string;
  /** As it comes by a webhook, with all that follows from it. */
  report(...alerts: readonly Partial<AlertReport>[]): Promise<void>;
  /** What is tried again is tried now. */
  tryAgain(): Promise<void>;
  /** Newest first, as the API has them. */
  // oxlint-disable-next-line typescript/no-explicit-any
  notifications(query?: Readonly<Record<string, string>>): Promise<any[]>;
  close(): Promise<void>;
}

export const telegramSettings = (telegram: TelegramServer) => ({
  botToken,
  chatId,
  apiBase: telegram.url,
  reach: 'private',
});

export const startToldConsole = async (): Promise<ToldConsole> => {
  // Later than it is: what waits is due when the test says so.
  const server = await startTestServer({ now: '2036-11-21T10:00:00Z' });
  const telegram = await startTelegram();
  const operator = await server.operator('operator');
  const { body: made } = await server.inject('POST /api/v1/notification-channels', {
    as: operator,
    body: { kind: 'telegram', name: 'Night shift', settings: telegramSettings(telegram) },
  });
  const source = makeSource();
  return {
    server,
    telegram,
    operator,
    channelId: made.id,
    async report(...alerts) {
      const reports = alerts.map((alert) => makeReport(server, alert));
      await receiveDeliveries(server, makeDelivery(server, source, reports));
      await runJobs(server);
      server.clock.advance({ seconds: 1 });
    },
    async tryAgain() {
      server.clock.advance({ seconds: 1 });
      await server.owner.query('update graphile_worker._private_jobs set run_at = now()');
      await runJobs(server);
    },
    async notifications(query = {}) {
      const { body } = await server.inject('GET /api/v1/notifications', { as: operator, query });
      return body.items;
    },
    async close() {
      await telegram.close();
      await server.close();
    },
  };
};
