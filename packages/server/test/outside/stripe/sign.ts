import { createHmac } from 'node:crypto';

/** The header under which Stripe sends a body. */
export const signatureOf = (body: string | Buffer, secret: string, at: Date): string => {
  const time = Math.floor(at.getTime() / 1_000);
  const signature = createHmac('sha256', secret).update(`${time}.`).update(body).digest('hex');
  return `t=${time},v1=${signature},v0=${'0'.repeat(64)}`;
};
