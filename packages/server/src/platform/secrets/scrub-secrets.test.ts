import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scrubText, toScrubbedJson } from './scrub-secrets.ts';

const secret = 'hunter2hunter2';
const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N';

const name = fc.constantFrom(
  'password',
  'passwd',
  'client_secret',
  'apiKey',
  'api_key',
  'X-Auth-Token',
  'access_token',
  'sessionId',
  'Cookie',
  'Authorization',
  'privateKey',
  'x-amz-signature',
);
const template = fc.constantFrom<(key: string, value: string) => string>(
  (key, value) => `https://shop.test/x?limit=5&${key}=${value}&page=2`,
  (key, value) => JSON.stringify({ user: { [key]: value, plan: 'team' } }),
  (key, value) => JSON.stringify({ body: JSON.stringify({ [key]: value }) }),
  (key, value) => `{'${key}': '${value}'}`,
  (key, value) => `${key}: ${value}\r\nAccept: */*`,
  (_, value) => `Authorization: Bearer ${value}`,
  (_, value) => `curl https://user:${value}@shop.test/`,
  (_, value) => `token eyJhbGciOi.${value}.${value}`,
  (_, value) => `charged with sk_live_${value}`,
  (_, value) => `-----BEGIN RSA PRIVATE KEY-----\n${value}\n-----END RSA PRIVATE KEY-----`,
);

describe('scrubText', () => {
  it.each([
    [`login failed with password=${secret}`, 'login failed with password=[scrubbed]'],
    [`?user=ada&token=${secret}&page=2`, '?user=ada&token=[scrubbed]&page=2'],
    [`{"apiKey":"a b ${secret}","page":2}`, '{"apiKey":"[scrubbed]","page":2}'],
    [`{"session_id":"${secret}`, '{"session_id":"[scrubbed]"'],
    [`x-amz-signature=${secret}&page=2`, 'x-amz-signature=[scrubbed]&page=2'],
    [`"{\\"client_secret\\":\\"${secret}\\"}"`, '"{\\"client_secret\\":\\"[scrubbed]\\"}"'],
    [`password= api_key: ${secret}`, 'password= api_key: [scrubbed]'],
    [`DB_PASSWORD: ${secret}`, 'DB_PASSWORD: [scrubbed]'],
    [`Authorization: Bearer ${secret} x\nHost: a`, 'Authorization: [scrubbed]\nHost: a'],
    [`Set-Cookie: sid=${secret}; Path=/\nHost: a`, 'Set-Cookie: [scrubbed]\nHost: a'],
    [`sent bearer ${secret} to it`, 'sent bearer [scrubbed] to it'],
    [`connect postgres://app:${secret}@db:5432/app`, 'connect postgres://[scrubbed]@db:5432/app'],
    [`bad jwt ${jwt}`, 'bad jwt [scrubbed]'],
    ['Invalid key sk_live_51H8xExampleExample00', 'Invalid key [scrubbed]'],
    ['AKIAIOSFODNN7EXAMPLE is off', '[scrubbed] is off'],
    [
      '-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\nrest',
      '[scrubbed]\nrest',
    ],
  ])('takes the secret out of %j', (text, clean) => {
    expect(scrubText(text)).toBe(clean);
  });

  it.each([
    'Unexpected token < in JSON at position 0',
    'used 1200 tokens: 300 of them cached',
    'basic authentication is off',
    'the password was wrong',
    'GET https://example.com:8080/a@b',
    'at readToken (/srv/app/token.js:1:2)',
    '{"error":"Lead 7 is closed","code":"conflict","requestId":"0190c1f2","author":"Ann"}',
  ])('leaves %j as it is', (text) => {
    expect(scrubText(text)).toBe(text);
  });

  it('takes it out whatever stands around it', () => {
    const around = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 30 }),
      fc.constantFrom('password=', 'a token: b ', '"', '\\"', 'Bearer ', '://a:b@', '\n'),
    );
    const before = fc.constantFrom('password=', '&token=', 'api_key: ', 'Authorization: Bearer ');
    const hidden = fc.stringMatching(/^[A-Za-z0-9]{16,40}$/);
    fc.assert(
      fc.property(around, before, hidden, around, (text, name, value, after) => {
        expect(scrubText(`${text} ${name}${value} ${after}`)).not.toContain(value);
      }),
    );
  });

  it('leaves nothing of a secret, however it is written down', () => {
    // Marked, so that no part of a template is taken for it.
    const marked = fc.stringMatching(/^[A-Za-z0-9]{12,40}$/).map((text) => `Zq9${text}`);
    const around = fc.string({ maxLength: 200 }).filter((text) => !text.includes('Zq9'));
    fc.assert(
      fc.property(name, marked, template, around, (key, value, write, text) => {
        expect(scrubText(`${text}\n${write(key, value)}\n${text}`)).not.toContain(value);
      }),
    );
  });

  it('is done with the longest texts that repeat what it looks for', () => {
    for (const piece of ['token', 'password="', 'eyJ-', 'a://b:', '-----BEGIN PRIVATE KEY-----'])
      expect(scrubText(piece.repeat(6_000)).length).toBeGreaterThan(0);
  });
});

describe('toScrubbedJson', () => {
  it('goes by names at any depth, and looks into texts', () => {
    const json = toScrubbedJson({
      password: secret,
      headers: { Authorization: `Bearer ${secret}`, 'x-api-key': secret, host: 'a' },
      list: [{ refresh_token: { value: secret } }, `pwd=${secret}`],
      tokens: 1200,
      maxTokens: 4096,
      secret: null,
    });
    expect(JSON.parse(json)).toEqual({
      password: '[scrubbed]',
      headers: { Authorization: '[scrubbed]', 'x-api-key': '[scrubbed]', host: 'a' },
      list: [{ refresh_token: '[scrubbed]' }, 'pwd=[scrubbed]'],
      tokens: 1200,
      maxTokens: 4096,
      secret: null,
    });
  });
});
