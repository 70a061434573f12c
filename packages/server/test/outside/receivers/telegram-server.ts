import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { listen, readText } from './listen.ts';

export const botToken = '123456:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQ';
export const chatId = '-1001234567890';

export interface TelegramMessage {
  readonly id: number;
  readonly html: string;
  /** Without marks, as a reader has it. */
  readonly text: string;
  readonly answers: number | undefined;
  readonly links: readonly string[];
}

interface Failure {
  readonly status: number;
  readonly description: string;
  readonly retryAfter?: number;
}

/**
 * The Bot API as far as sendMessage goes, as strict as the real one: the token, the chat, the marks
 * of the text and its length. https://core.telegram.org/bots/api#html-style
 */
export interface TelegramServer {
  readonly url: string;
  readonly messages: readonly TelegramMessage[];
  /** What the next calls are answered with, one each; the message is not taken. */
  failNext(...failures: Failure[]): void;
  /** Takes the next message, and never answers. */
  swallowNext(): void;
  close(): Promise<void>;
}

const Call = z.strictObject({
  chat_id: z.string(),
  text: z.string(),
  parse_mode: z.literal('HTML'),
  link_preview_options: z.strictObject({ is_disabled: z.boolean() }).optional(),
  message_thread_id: z.number().int().optional(),
  reply_parameters: z
    .strictObject({ message_id: z.number().int(), allow_sending_without_reply: z.boolean() })
    .optional(),
});

const known: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&quot;': '"',
};

class BadRequest extends Error {}

/** The text that is left of HTML, or why Telegram refuses it. */
export const readTelegramHtml = (html: string): { text: string; links: string[] } => {
  const open: string[] = [];
  const links: string[] = [];
  const text = html.replaceAll(/<[^>]*>|<|&[^;\s]*;?/g, (found) => {
    if (found.startsWith('&')) {
      const numbered = /^&#(\d+);$/.exec(found);
      const character = numbered ? String.fromCodePoint(Number(numbered[1])) : known[found];
      if (character === undefined) throw new BadRequest(`can't parse entities: ${found}`);
      return character;
    }
    const [, isEnd, name, rest = ''] = /^<(\/?)([a-z]+)( [^<>]*)?>$/.exec(found) ?? [];
    if (!name || !['b', 'i', 'a'].includes(name))
      throw new BadRequest(`can't parse entities: unsupported start tag "${found}"`);
    if (isEnd) {
      if (open.pop() !== name) throw new BadRequest(`can't parse entities: unexpected ${found}`);
      return '';
    }
    open.push(name);
    const href = /^ href="([^"<>]+)"$/.exec(rest)?.[1];
    if (name === 'a' && href === undefined) throw new BadRequest(`can't parse entities: ${found}`);
    if (href !== undefined) links.push(href.replaceAll('&amp;', '&'));
    return '';
  });
  if (open.length > 0) throw new BadRequest(`can't parse entities: unclosed ${open.join(' ')}`);
  return { text, links };
};

const refuse = (status: number, description: string, parameters?: object): [number, object] => [
  status,
  { ok: false, error_code: status, description, ...(parameters && { parameters }) },
];

export const startTelegram = async (): Promise<TelegramServer> => {
  const messages: TelegramMessage[] = [];
  const failures: Failure[] = [];
  let isSwallowing = false;

  const take = (body: string): number => {
    const { success, data } = Call.safeParse(JSON.parse(body));
    if (!success) throw new BadRequest('unknown parameters');
    if (data.chat_id !== chatId) throw new BadRequest('chat not found');
    const { text, links } = readTelegramHtml(data.text);
    if (text.trim() === '') throw new BadRequest('message text is empty');
    if (text.length > 4_096) throw new BadRequest('message is too long');
    const answers = data.reply_parameters?.message_id;
    if (answers !== undefined && !messages.some(({ id }) => id === answers))
      throw new BadRequest('message to be replied not found');
    const id = 1_000 + messages.length;
    messages.push({ id, html: data.text, text, links, answers });
    return id;
  };

  const toAnswer = async (request: IncomingMessage): Promise<[number, object] | undefined> => {
    const body = await readText(request);
    if (request.url !== `/bot${botToken}/sendMessage`) return refuse(401, 'Unauthorized');
    if (request.method !== 'POST' || request.headers['content-type'] !== 'application/json')
      return refuse(400, 'Bad Request: not JSON');
    const failure = failures.shift();
    if (failure) {
      const { status, description, retryAfter } = failure;
      return refuse(status, description, retryAfter ? { retry_after: retryAfter } : undefined);
    }
    try {
      const id = take(body);
      if (!isSwallowing) return [200, { ok: true, result: { message_id: id } }];
      isSwallowing = false;
      return undefined;
    } catch (error) {
      if (error instanceof BadRequest) return refuse(400, `Bad Request: ${error.message}`);
      throw error;
    }
  };

  const { url, close } = await listen(async (request, response) => {
    const answer = await toAnswer(request);
    if (!answer) return;
    const [status, body] = answer;
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  });
  return {
    url,
    messages,
    failNext: (...next) => void failures.push(...next),
    swallowNext: () => {
      isSwallowing = true;
    },
    close,
  };
};
