import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What the console's snippets ask of curl, for a machine that has none. */
const standIn = `#!${process.execPath}
const [, url, ...rest] = process.argv.slice(2);
const headers = {};
let body;
while (rest.length > 0) {
  const [option, value] = rest.splice(0, 2);
  if (option === '-H') headers[value.split(': ')[0]] = value.slice(value.indexOf(': ') + 2);
  else if (option === '--data-binary') body = value;
  else throw new Error('curl: option ' + option);
}
fetch(url, { method: body === undefined ? 'GET' : 'POST', headers, body })
  .then((answer) => answer.text())
  .then((text) => process.stdout.write(text));
`;

const hasCurl = (): Promise<boolean> =>
  run('sh', ['-c', 'command -v curl']).then(
    () => true,
    () => false,
  );

/** Runs a command in a shell exactly as it was copied, and answers what it printed. */
export const runAsPasted = async (command: string): Promise<string> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'taffrail-paste-'));
  try {
    const stand = path.join(folder, 'curl');
    const isNeeded = !(await hasCurl());
    if (isNeeded) {
      await writeFile(stand, standIn);
      await chmod(stand, 0o755);
    }
    const PATH = `${isNeeded ? `${folder}:` : ''}${process.env['PATH'] ?? ''}`;
    const { stdout } = await run('sh', ['-c', command], { env: { ...process.env, PATH } });
    return stdout;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
