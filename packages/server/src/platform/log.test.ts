import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createLogger, redactPath } from './log.ts';

function capture() {
  const lines: string[] = [];
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  return { lines, log: createLogger({ level: 'info', destination }) };
}

describe('redactPath', () => {
  it.each([
    ['/hooks/stripe/tf_live_abc', '/hooks/stripe/[redacted]'],
    ['/hooks/stripe/tf_live_abc?x=1', '/hooks/stripe/[redacted]'],
    ['/ping/0193f3a0/start', '/ping/[redacted]/start'],
    ['/ingest/load-tests/tf_live_abc', '/ingest/load-tests/[redacted]'],
    ['/ingest/autofix/tf_live_abc/more', '/ingest/autofix/[redacted]/more'],
    ['/ingest/v1/batch', '/ingest/v1/batch'],
    ['/invite/abc', '/invite/[redacted]'],
    ['/api/v1/invites/abc/accept', '/api/v1/invites/[redacted]/accept'],
    ['/api/v1/activity?q=alice@example.com', '/api/v1/activity'],
    ['/', '/'],
  ])('writes %s as %s', (url, written) => {
    expect(redactPath(url)).toBe(written);
  });
});

describe('createLogger', () => {
  it('writes of a request its method, path and address, and nothing else', () => {
    const { lines, log } = capture();
    const req = {
      method: 'POST',
      url: '/hooks/github/tf_live_abc?token=t0ken',
      ip: '127.0.0.1',
      headers: { authorization: 'Bearer tf_live_abc', cookie: 'session=s3cret' },
      body: 'a body',
    };
    log.info({ req }, 'incoming request');
    expect(JSON.parse(lines.join(''))).toMatchObject({
      level: 'info',
      req: { method: 'POST', url: '/hooks/github/[redacted]', remoteAddress: '127.0.0.1' },
    });
    expect(lines.join('')).not.toMatch(/tf_live_abc|t0ken|s3cret|a body/);
  });

  it('censors what is named like a secret', () => {
    const { lines, log } = capture();
    log.info({ password: 'p1', settings: { secret: 's1', apiKey: 'k1' } }, 'x');
    log.info({ call: { headers: { authorization: 'Bearer b1', 'set-cookie': 'c1' } } }, 'x');
    expect(lines.join('')).not.toMatch(/p1|s1|k1|b1|c1/);
  });

  it('writes of an error its kind, message, code and place, and nothing that it carries', () => {
    const { lines, log } = capture();
    const lost = Object.assign(new Error('Connection terminated', { cause: new Error('reset') }), {
      code: '57P01',
      detail: 'Key (email)=(ada@example.com) already exists.',
      client: { connectionParameters: { user: 'taffrail_app', database: 'taffrail' } },
    });
    log.warn({ err: lost }, 'database connection lost');
    const { err } = JSON.parse(lines.join(''));
    expect(err).toEqual({
      type: 'Error',
      message: 'Connection terminated: reset',
      code: '57P01',
      stack: expect.stringContaining('log.test.ts'),
    });
  });

  it('writes each error of several', () => {
    const { lines, log } = capture();
    const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    log.warn({ err: new AggregateError([refused]) }, 'x');
    expect(JSON.parse(lines.join('')).err).toMatchObject({
      type: 'AggregateError',
      errors: [{ message: 'connect ECONNREFUSED', code: 'ECONNREFUSED' }],
    });
  });

  it('stays silent below its level', () => {
    const { lines, log } = capture();
    log.debug('not written');
    expect(lines).toEqual([]);
  });
});
