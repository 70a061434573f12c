import { ErrorCode, errorCatalogue } from '@taffrail/contract';
import { readFile, readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';

const server = new URL('../../', import.meta.url);
const reference = new URL('../../../../docs/reference/errors.md', import.meta.url);

const files = (await readdir(server, { recursive: true })).filter((name) => name.endsWith('.ts'));
const readAll = async (names: readonly string[]): Promise<string> =>
  (await Promise.all(names.map((name) => readFile(new URL(name, server), 'utf8')))).join('\n');
const isTest = (name: string): boolean => name.endsWith('.test.ts');
const product = await readAll(files.filter((name) => name.startsWith('src/') && !isTest(name)));
const tests = await readAll(files.filter(isTest));

/** The rows of the table, by code: status and message. */
const documented = new Map(
  [...(await readFile(reference, 'utf8')).matchAll(/^\| `(\w+)` \| (\d+) \| (.+?) \|/gm)].map(
    ([, code, status, message]) => [code, { status: Number(status), message }],
  ),
);

const codes = ErrorCode.options;

describe('the catalogue of errors', () => {
  it('has no code that is never raised, by one of the two ways there are', () => {
    const isRaised = (code: ErrorCode) =>
      new RegExp(`(?:raise|new ApiError)\\(\\s*'${code}'`).test(product);
    expect(codes.filter((code) => !isRaised(code))).toEqual([]);
  });

  it('has no code that no test expects', () => {
    expect(codes.filter((code) => !tests.includes(`'${code}'`))).toEqual([]);
  });

  it('is what the reference says, with status and message', () => {
    expect(Object.fromEntries(documented)).toEqual(errorCatalogue);
  });
});
