import type { CheckResult, HttpCheckConfig } from '@taffrail/contract';
import { startStopwatch } from '../../platform/clock.ts';
import {
  askAddress,
  RedirectError,
  type HttpAnswer,
} from '../../platform/http/outbound-http/ask-address.ts';
import {
  createReach,
  ForbiddenAddressError,
} from '../../platform/http/outbound-http/public-address.ts';
import { judge, worstOf, type Checker, type Finding } from './checker.ts';
import { matchText } from './match-text.ts';

interface Verdict {
  readonly result: CheckResult;
  readonly message: string;
}

const ok = (message: string): Verdict => ({ result: 'ok', message });

const isExpected = (status: number, expected: string): boolean =>
  expected.split(',').some((part) => {
    const [low = '', high = low] = part.split('-').map((code) => code.trim());
    return status >= Number(low) && status <= Number(high);
  });

const judgeStatus = ({ status }: HttpAnswer, { expectedStatus }: HttpCheckConfig): Verdict =>
  isExpected(status, expectedStatus)
    ? ok(`Answered ${status}.`)
    : { result: 'critical', message: `Answered ${status}, not ${expectedStatus}.` };

const judgeBody = async (
  { body = '', bodyIsCut }: HttpAnswer,
  { bodyContains, bodyMatches }: HttpCheckConfig,
  signal: AbortSignal,
): Promise<Verdict> => {
  const where = bodyIsCut ? 'The first 256 kB of the body' : 'The body';
  if (bodyContains !== null && !body.includes(bodyContains))
    return { result: 'critical', message: `${where} did not contain the expected text.` };
  if (bodyMatches !== null && !(await matchText(bodyMatches, body, signal)))
    return { result: 'critical', message: `${where} did not match the expression.` };
  return ok('The body was as expected.');
};

const dayMs = 86_400_000;

const judgeCertificate = (
  { certificateEndsAt: end }: HttpAnswer,
  { warningBelowDays, criticalBelowDays }: HttpCheckConfig,
  now: Date,
): Verdict => {
  if (!end) return ok('No certificate.');
  const days = Math.floor((end.getTime() - now.getTime()) / dayMs);
  const message = `The certificate ends in ${days} ${days === 1 ? 'day' : 'days'}.`;
  if (criticalBelowDays !== null && days < criticalBelowDays)
    return { result: 'critical', message };
  if (warningBelowDays !== null && days < warningBelowDays) return { result: 'warning', message };
  return ok(message);
};

/** In words for people; codes are those of Node and OpenSSL. */
const failures: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'The connection was refused.',
  ECONNRESET: 'The connection was closed before an answer came.',
  EPIPE: 'The connection was closed before an answer came.',
  ENOTFOUND: 'The name is not known.',
  EAI_AGAIN: 'The name could not be resolved.',
  EHOSTUNREACH: 'The address cannot be reached.',
  ENETUNREACH: 'The address cannot be reached.',
  ETIMEDOUT: 'The connection timed out.',
  CERT_HAS_EXPIRED: 'The certificate has expired.',
  CERT_NOT_YET_VALID: 'The certificate is not valid yet.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'The certificate is self-signed.',
  SELF_SIGNED_CERT_IN_CHAIN: 'A certificate of the chain is self-signed.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'The certificate cannot be verified.',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'The certificate cannot be verified.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'The certificate is for another name.',
  HPE_HEADER_OVERFLOW: 'The headers of the answer are too large.',
};

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

const toFailure = (
  error: unknown,
  config: HttpCheckConfig,
  isOutOfTime: boolean,
): Verdict & { readonly code: string } => {
  if (isOutOfTime)
    return { result: 'critical', message: 'No whole answer within 5 seconds.', code: 'TIMEOUT' };
  const code = codeOf(error);
  if (error instanceof RedirectError) return { result: 'critical', message: error.message, code };
  // It was never asked: how it is, nobody knows.
  if (error instanceof ForbiddenAddressError)
    return {
      result: 'unknown',
      message: config.mayBePrivate
        ? 'The address is neither public nor of a private network.'
        : 'The address is not public, and this check may not look at private ones.',
      code,
    };
  const message = failures[code] ?? (code.startsWith('HPE_') ? 'The answer is not HTTP.' : '');
  return {
    result: 'critical',
    message: message === '' ? `The connection failed${code === '' ? '' : ` (${code})`}.` : message,
    code,
  };
};

const outputOf = (answer: HttpAnswer): Finding['output'] => ({
  status: answer.status,
  url: answer.url.slice(0, 500),
  redirects: answer.redirects,
  remoteAddress: answer.remoteAddress,
  contentType: answer.contentType,
  certificateEndsAt: answer.certificateEndsAt?.toISOString(),
});

/** An address: its status, body, response time and certificate. */
export const http: Checker<'http'> = {
  look: async (config, { clock, signal }) => {
    const limits = { warningAt: config.warningAboveMs, criticalAt: config.criticalAboveMs };
    const target = config.url.slice(0, 500);
    const elapsedMs = startStopwatch();
    const wantsBody = config.bodyContains !== null || config.bodyMatches !== null;
    const reach = createReach(config);
    try {
      const { url, method, followsRedirects } = config;
      const asked = { url, method, followsRedirects, wantsBody, reach, signal };
      const answer = await askAddress(asked);
      const value = Math.round(elapsedMs());
      const time: Verdict = {
        result: judge(value, limits),
        message: `Answered after ${value} ms.`,
      };
      const { result, message } = worstOf(
        judgeStatus(answer, config),
        await judgeBody(answer, config, signal),
        time,
        judgeCertificate(answer, config, clock.now()),
      );
      return { result, message, value, ...limits, target, output: outputOf(answer) };
    } catch (error) {
      const { code, ...verdict } = toFailure(error, config, signal.aborted);
      return { ...verdict, value: null, ...limits, target, output: { failure: code } };
    }
  },
};
