import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** Whoever has a link may acknowledge one incident, for so long. */
const validForMs = 7 * 86_400_000;

const signatureBytes = 16;

export interface AcknowledgeLink {
  readonly incidentId: string;
  /** The channel that it was sent to: all that is known of who has it. */
  readonly channelId: string;
}

/** A key of its own: what signs links opens nothing else. */
const keyFor = (secret: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', 'taffrail acknowledge link', 32));

const sign = (secret: string, payload: Buffer): Buffer =>
  createHmac('sha256', keyFor(secret)).update(payload).digest().subarray(0, signatureBytes);

const toBytes = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex');

const toId = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** Incident, channel, the second in which it ends, and a signature over the three. */
export const makeToken = (
  secret: string,
  { incidentId, channelId }: AcknowledgeLink,
  now: Date,
): string => {
  const ends = Buffer.alloc(4);
  ends.writeUInt32BE(Math.floor((now.getTime() + validForMs) / 1_000));
  const payload = Buffer.concat([toBytes(incidentId), toBytes(channelId), ends]);
  return Buffer.concat([payload, sign(secret, payload)]).toString('base64url');
};

const payloadBytes = 36;

/** `expired` is told apart from what was never ours: its holder may be told so. */
export const readToken = (
  secret: string,
  token: string,
  now: Date,
): AcknowledgeLink | 'expired' | undefined => {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== payloadBytes + signatureBytes) return undefined;
  const payload = bytes.subarray(0, payloadBytes);
  if (!timingSafeEqual(sign(secret, payload), bytes.subarray(payloadBytes))) return undefined;
  if (payload.readUInt32BE(32) * 1_000 <= now.getTime()) return 'expired';
  return { incidentId: toId(payload.subarray(0, 16)), channelId: toId(payload.subarray(16, 32)) };
};

export const toAcknowledgeUrl = (
  { publicUrl, secret, clock }: { publicUrl: string; secret: string; clock: { now(): Date } },
  link: AcknowledgeLink,
): string => `${publicUrl}/acknowledge/${makeToken(secret, link, clock.now())}`;
