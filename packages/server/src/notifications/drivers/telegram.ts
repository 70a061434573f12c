import { z } from 'zod';
import { guardedRequest } from '../../platform/http/outbound-http/guarded-request.ts';
import { escapeHtml } from '../messages/html.ts';
import { repeatedNote, type Message } from '../messages/message.ts';
import { cutText, toOneLine } from '../messages/plain-text.ts';
import { defineDriver, field, type SendResult } from './driver.ts';
import { reachField, Reaches, sendTimeoutMs, toConnectionFailure, toReach } from './reach.ts';

/** https://core.telegram.org/bots/api#sendmessage: of the text after its entities are read. */
const longestText = 4_096;
const defaultBase = 'https://api.telegram.org';

const settings = z.object({
  botToken: z
    .string()
    .regex(
      /^\d{1,20}:[A-Za-z0-9_-]{20,100}$/,
      'must be a token as BotFather gives it: 123456:ABC…',
    ),
  chatId: z
    .string()
    .regex(/^(?:-?\d{1,20}|@[A-Za-z0-9_]{4,64})$/, 'must be a number, or @ and a public name'),
  threadId: z
    .string()
    .regex(/^\d{1,18}$/, 'must be a number')
    .optional(),
  apiBase: z
    .url({ protocol: /^https?$/, error: 'must be an address that begins with https://' })
    .default(defaultBase),
  reach: Reaches,
});

const Answer = z.object({
  ok: z.boolean(),
  description: z.string().optional(),
  parameters: z.object({ retry_after: z.number().optional() }).optional(),
  result: z.object({ message_id: z.number() }).optional(),
});

const marks = { critical: '🔴', warning: '🟡', info: '🔵' } as const;

const markOf = ({ kind, severity }: Message): string => {
  if (kind === 'resolved') return '✅ ';
  return severity === null ? '' : `${marks[severity]} `;
};

const link = ({ title, url }: Message['links'][number]): string =>
  `<a href="${escapeHtml(url)}">${escapeHtml(title)}</a>`;

/**
 * Paragraphs give way where it would be too long: what it is about and its links never do. Escaped
 * text is longer than what Telegram counts, so that what fits here fits there.
 */
export const toTelegramHtml = (message: Message): string => {
  const head = `${markOf(message)}<b>${escapeHtml(toOneLine(message.title, 300))}</b>`;
  const facts = message.facts
    .slice(0, 10)
    .map(({ name, value }) => `${escapeHtml(name)}: ${escapeHtml(toOneLine(value, 120))}`);
  const links = message.links.slice(0, 4).map(link).join(' · ');
  const tail = [links, ...(message.isPossiblyRepeated ? [`<i>${repeatedNote}</i>`] : [])];
  const frame = [[head, ...facts].join('\n'), ...tail].filter((part) => part !== '');
  let left = longestText - frame.join('\n\n').length;
  const paragraphs: string[] = [];
  for (const paragraph of message.paragraphs) {
    // An escaped character is up to six long: cut before, so that no entity is cut through.
    let room = Math.min(paragraph.length, left - 2);
    let escaped = room > 0 ? escapeHtml(cutText(paragraph, room)) : '';
    while (escaped.length > left - 2 && room > 0) {
      room = Math.floor(room / 2);
      escaped = room > 0 ? escapeHtml(cutText(paragraph, room)) : '';
    }
    if (escaped === '') break;
    paragraphs.push(escaped);
    left -= escaped.length + 2;
  }
  const [first = '', ...rest] = frame;
  return [first, ...paragraphs, ...rest].join('\n\n');
};

const readAnswer = (body: string): z.output<typeof Answer> | undefined => {
  try {
    return Answer.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
};

/** 429 and its own failures pass; what it refuses, it refuses again. */
const toResult = (status: number, body: string): SendResult => {
  const answer = readAnswer(body);
  if (answer?.ok && answer.result) {
    const id = String(answer.result.message_id);
    return { state: 'sent', externalId: id, answer: `Telegram took it as message ${id}.` };
  }
  const said = answer?.description ? toOneLine(answer.description, 300) : `status ${status}`;
  const failure = `Telegram: ${said}`;
  if (status === 429) {
    const retryAfterMs = (answer?.parameters?.retry_after ?? 30) * 1_000;
    return { state: 'failed', reason: 'rate_limited', failure, isFinal: false, retryAfterMs };
  }
  if (status >= 400 && status < 500)
    return { state: 'failed', reason: 'refused', failure, isFinal: true };
  return { state: 'failed', reason: 'unavailable', failure, isFinal: false };
};

export const telegram = defineDriver({
  kind: 'telegram',
  title: 'Telegram',
  fields: [
    field('botToken', ['Bot token', 'From BotFather, after /newbot.'], {
      input: 'secret',
      isRequired: true,
    }),
    field(
      'chatId',
      [
        'Chat',
        'The number of a chat or group, which begins with - for a group; or @ and the name of a public channel. Write to the bot first, or add it to the group.',
      ],
      { isRequired: true },
    ),
    field('threadId', ['Topic', 'The number of a topic, in a group that has them.']),
    field('apiBase', ['Bot API', 'Where the Bot API is, if you run a server of your own.'], {
      initial: defaultBase,
    }),
    reachField,
  ],
  settings,
  deliver: async ({ botToken, chatId, threadId, apiBase, reach }, message, { signal }) => {
    const url = new URL(`${apiBase.replace(/\/+$/, '')}/bot${botToken}/sendMessage`);
    const answers = message.answers === null ? undefined : Number(message.answers);
    const body = JSON.stringify({
      chat_id: chatId,
      text: toTelegramHtml(message),
      parse_mode: 'HTML',
      link_preview_options: { is_disabled: true },
      ...(threadId !== undefined && { message_thread_id: Number(threadId) }),
      ...(answers !== undefined && {
        // Somebody may have deleted it meanwhile.
        reply_parameters: { message_id: answers, allow_sending_without_reply: true },
      }),
    });
    try {
      const answer = await guardedRequest(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        reach: toReach(reach),
        timeoutMs: sendTimeoutMs,
        signal,
      });
      return toResult(answer.status, answer.body);
    } catch (error) {
      return toConnectionFailure(error);
    }
  },
});
