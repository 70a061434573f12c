import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sessionLimits } from './sessions.ts';

const isHttps = (publicUrl: string): boolean => publicUrl.startsWith('https:');

/**
 * The cookie that carries a session. On https its name begins with `__Host-`, so that no neighbour
 * under the same domain can set it; plain http (loopback) would refuse that name. Cookies do not
 * tell ports apart, so the name does: two consoles on one machine do not sign each other out.
 */
const nameFor = (publicUrl: string): string => {
  const { port } = new URL(publicUrl);
  return `${isHttps(publicUrl) ? '__Host-' : ''}taffrail_session${port && `_${port}`}`;
};

const options = (publicUrl: string): CookieSerializeOptions => ({
  path: '/',
  httpOnly: true,
  sameSite: 'lax',
  secure: isHttps(publicUrl),
});

export const readSessionCookie = (request: FastifyRequest, publicUrl: string): string | undefined =>
  request.cookies[nameFor(publicUrl)];

/** Kept by the browser for as long as a session can last; the server ends an idle one before. */
export const setSessionCookie = (reply: FastifyReply, publicUrl: string, token: string): void => {
  const maxAge = sessionLimits.absoluteMs / 1_000;
  reply.setCookie(nameFor(publicUrl), token, { ...options(publicUrl), maxAge });
};

export const clearSessionCookie = (reply: FastifyReply, publicUrl: string): void => {
  reply.clearCookie(nameFor(publicUrl), options(publicUrl));
};
