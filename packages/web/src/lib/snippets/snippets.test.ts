import { execFileSync } from 'node:child_process';
import { ActivityRecord } from '@taffrail/contract';
import { describe, expect, it } from 'vitest';
import { apiSnippet, curlSnippet, sdkSnippet } from './snippets.ts';

/** The arguments as a shell would hand them to curl. */
const shellArguments = (command: string): string[] =>
  execFileSync('sh', ['-c', command.replace('curl', `printf '%s\\n'`)], { encoding: 'utf8' })
    .trimEnd()
    .split('\n');

describe('curlSnippet', () => {
  const target = { url: 'http://localhost:4600', key: 'tfi_abc' };

  it('is one command for a shell, with the real address and key', () => {
    const [silent, url, , authorization, , type, , body] = shellArguments(curlSnippet(target));
    expect(silent).toBe('-sS');
    expect(url).toBe('http://localhost:4600/ingest/v1/batch');
    expect(authorization).toBe('Authorization: Bearer tfi_abc');
    expect(type).toBe('Content-Type: application/x-ndjson');
    expect(ActivityRecord.safeParse(JSON.parse(body ?? '')).success).toBe(true);
  });

  it('is not broken by a quote, a dollar or a space', () => {
    const odd = `it's $HOME "x" \`id\``;
    expect(shellArguments(curlSnippet({ ...target, key: odd }))[3]).toBe(
      `Authorization: Bearer ${odd}`,
    );
  });
});

describe('sdkSnippet', () => {
  it('carries the address and the key as string literals', () => {
    const code = sdkSnippet({ url: 'http://localhost:4600', key: "a'b\\c" });
    expect(code).toContain("url: 'http://localhost:4600'");
    expect(code).toContain(String.raw`key: 'a\'b\\c'`);
  });
});

describe('apiSnippet', () => {
  const target = { url: 'http://localhost:4600/', key: 'tfa_abc' };

  it('asks for something that the role may read', () => {
    expect(shellArguments(apiSnippet(target, 'viewer'))).toEqual([
      '-sS',
      'http://localhost:4600/api/v1/activity?limit=10',
      '-H',
      'Authorization: Bearer tfa_abc',
    ]);
    expect(shellArguments(apiSnippet(target, 'finance'))[1]).toBe(
      'http://localhost:4600/api/v1/dashboard',
    );
  });
});
