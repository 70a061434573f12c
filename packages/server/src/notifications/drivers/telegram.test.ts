import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeMessage } from '../../../test/outside/receivers/make-message.ts';
import {
  botToken,
  chatId,
  readTelegramHtml,
  startTelegram,
  type TelegramServer,
} from '../../../test/outside/receivers/telegram-server.ts';
import { telegram, toTelegramHtml } from './telegram.ts';

let server: TelegramServer;
beforeAll(async () => {
  server = await startTelegram();
});
afterAll(() => server.close());

const context = { mail: undefined, publicUrl: 'https://ops.example.com', now: new Date() };
const send = (given = {}, message = makeMessage()) =>
  telegram.send(
    { botToken, chatId, apiBase: server.url, reach: 'private', ...given },
    message,
    context,
  );

describe('a message to Telegram', () => {
  it('arrives with its text and links, and is known by its number', async () => {
    const sent = await send();
    const last = server.messages.at(-1);
    expect(sent).toMatchObject({ state: 'sent', externalId: String(last?.id) });
    expect(last?.text).toBe(
      '🔴 Critical: HighErrorRate (#1042)\nService: checkout\n\nA deploy came 4 minutes before.\n\nOpen incident',
    );
    expect(last?.links).toEqual(['https://ops.example.com/admin/incidents/1?a=1&b=2']);
  });

  it('answers the one before', async () => {
    const first = await send();
    const answers = first.state === 'sent' ? first.externalId : null;
    await send({}, makeMessage({ kind: 'resolved', answers }));
    expect(server.messages.at(-1)?.answers).toBe(Number(answers));
  });

  it('shows HTML in labels as it is written', async () => {
    const title = '<b>x</b> & <script>alert(1)</script> "q" \'s\'';
    await send({}, makeMessage({ title }));
    expect(server.messages.at(-1)?.text).toContain(title);
  });

  it('has its title, links and marks whole, whatever else it holds', () => {
    const text = fc.string({ unit: 'binary', maxLength: 6_000 });
    fc.assert(
      fc.property(
        text,
        fc.array(text, { maxLength: 4 }),
        fc.boolean(),
        (title, paragraphs, repeated) => {
          const message = makeMessage({ title, paragraphs, isPossiblyRepeated: repeated });
          const html = toTelegramHtml(message);
          const read = readTelegramHtml(html);
          expect(read.text.length).toBeLessThanOrEqual(4_096);
          expect(read.links).toEqual([message.links[0]?.url]);
          expect(
            html.isWellFormed() ||
              !title.isWellFormed() ||
              !paragraphs.every((p) => p.isWellFormed()),
          ).toBe(true);
          expect(read.text.includes('You may have had')).toBe(repeated);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('waits as long as Telegram asks', async () => {
    server.failNext({
      status: 429,
      description: 'Too Many Requests: retry after 7',
      retryAfter: 7,
    });
    expect(await send()).toMatchObject({
      state: 'failed',
      reason: 'rate_limited',
      isFinal: false,
      retryAfterMs: 7_000,
    });
  });

  it('is refused for good with what Telegram says', async () => {
    expect(await send({ chatId: '-1' })).toEqual({
      state: 'failed',
      reason: 'refused',
      failure: 'Telegram: Bad Request: chat not found',
      isFinal: true,
    });
    server.failNext({ status: 403, description: 'Forbidden: bot was blocked by the user' });
    expect(await send()).toMatchObject({
      reason: 'refused',
      failure: 'Telegram: Forbidden: bot was blocked by the user',
      isFinal: true,
    });
    const otherToken = botToken.replace('A', 'Z');
    expect(await send({ botToken: otherToken })).toMatchObject({
      failure: 'Telegram: Unauthorized',
    });
  });

  it('may be tried again where Telegram fails', async () => {
    server.failNext({ status: 502, description: 'Bad Gateway' });
    expect(await send()).toMatchObject({ reason: 'unavailable', isFinal: false });
  });

  it('goes to no private address unless that is allowed', async () => {
    const before = server.messages.length;
    expect(await send({ reach: 'public' })).toMatchObject({
      reason: 'forbidden_address',
      isFinal: true,
    });
    expect(server.messages).toHaveLength(before);
  });

  it('says that nobody is there, without the token', async () => {
    const sent = await send({ apiBase: 'http://127.0.0.1:1' });
    expect(sent).toMatchObject({ reason: 'unreachable', isFinal: false });
    expect(JSON.stringify(sent)).not.toContain(botToken);
  });
});

describe('the settings of Telegram', () => {
  it('are refused with what is wrong', () => {
    expect(
      telegram.check({ botToken: 'x', chatId: 'y', more: '1' }).map(({ field }) => field),
    ).toEqual(['botToken', 'chatId', 'more']);
    expect(telegram.check({ botToken, chatId: '@ops_channel' })).toEqual([]);
  });
});
