import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { autofixStep } from './source-snippets.ts';

/** What the workflow runs in its shell. */
const script = (autofixStep.split('run: |\n')[1] ?? '').replaceAll(/^ {4}/gm, '');

let folder: string;
let head: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'taffrail-step-'));
  const curl = path.join(folder, 'curl');
  writeFileSync(curl, '#!/bin/sh\nprintf "%s\\n" "$@"\n');
  chmodSync(curl, 0o755);
  const git = (...words: string[]): string =>
    execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...words], {
      cwd: folder,
      encoding: 'utf8',
    }).trim();
  git('init', '-q');
  git('commit', '-q', '--allow-empty', '-m', 'A fix');
  head = git('rev-parse', 'HEAD');
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = (startedAt: string, tests = ''): string[] =>
  execFileSync('bash', ['-eo', 'pipefail', '-c', script], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      PATH: `${folder}:${process.env['PATH'] ?? ''}`,
      TAFFRAIL_AUTOFIX_URL: 'https://console.example.com/ingest/autofix/tfs_x',
      EXECUTION_FILE: '/tmp/execution.json',
      TITLE: 'Mend & "quote" on main',
      WORKFLOW: 'All checks',
      BRANCH: 'main',
      TESTS: tests,
      GITHUB_RUN_ID: '77',
      GITHUB_RUN_ATTEMPT: '2',
      GITHUB_REPOSITORY: 'acme/shop',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_SHA: startedAt,
    },
  })
    .trim()
    .split('\n');

describe('the step of a workflow', () => {
  it('reports the execution file with its facts, and the commit of a fix', () => {
    const words = run('0000000');
    expect(words).toEqual(
      expect.arrayContaining([
        'trigger=ci',
        'title=Mend & "quote" on main',
        'id=77-2',
        'repository=acme/shop',
        'workflow=All checks',
        'branch=main',
        'workflowUrl=https://github.com/acme/shop/actions/runs/77',
        `commitSha=${head}`,
        '@/tmp/execution.json',
      ]),
    );
    expect(words.at(-1)).toBe('https://console.example.com/ingest/autofix/tfs_x');
  });

  it.each([
    ['success', 'verification=passed'],
    ['failure', 'verification=failed'],
    ['skipped', 'verification=not_run'],
  ])('says that tests ended with %s', (tests, said) => {
    expect(run(head, tests)).toContain(said);
    expect(run(head).join(' ')).not.toContain('verification');
  });

  it('names no commit where none was made', () => {
    expect(run(head).join(' ')).not.toContain('commitSha');
  });
});
