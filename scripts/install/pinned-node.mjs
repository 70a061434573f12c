// The Node that every script runs on: the npm package `node`, whose install script fetches the
// build for this platform as another npm package.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './npm.mjs';

const programOf = (checkout) => join(checkout, 'node_modules/.bin/node');

export function hasPinnedNode(checkout) {
  const { stdout } = spawnSync(programOf(checkout), ['--version'], { encoding: 'utf8' });
  return stdout?.trim() === `v${pinnedVersion(checkout)}`;
}

export async function installPinnedNode(checkout, lock) {
  const folder = join(checkout, 'node_modules/node');
  await run('node', ['installArchSpecificPackage'], { cwd: folder, checkout, lock });
  // npm links only programs that are there, and this one was not when npm ran.
  const program = programOf(checkout);
  mkdirSync(join(program, '..'), { recursive: true });
  rmSync(program, { force: true });
  symlinkSync(join('..', 'node', 'bin', 'node'), program);
  if (hasPinnedNode(checkout)) return;
  const { stderr, error } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  throw new Error(
    `Node ${pinnedVersion(checkout)} from the npm package "node" does not run here ` +
      `(${process.platform} ${process.arch}): ${stderr?.trim() || error?.message || ''}`,
  );
}

function pinnedVersion(checkout) {
  const lockfile = JSON.parse(readFileSync(join(checkout, 'package-lock.json'), 'utf8'));
  return lockfile.packages['node_modules/node'].version;
}
