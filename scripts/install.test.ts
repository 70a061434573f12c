import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const here = import.meta.dirname;
const lockfile = {
  packages: {
    '': {},
    'node_modules/node': { version: '24.21.0' },
    'node_modules/thing': { version: '1.0.0' },
    'node_modules/thing-for-another-system': { version: '1.0.0', optional: true },
    'node_modules/workspace': { link: true },
    'packages/workspace': {},
  },
};

// Stands in for npm, which is foreign and would need a network: notes when it begins and ends, and
// leaves on the disk what npm leaves.
const fakeNpm = `#!/bin/sh
echo "begin $* workspace=$npm_config_workspace" >> npm.log
rm -rf node_modules
mkdir -p node_modules/node node_modules/thing node_modules/workspace
echo "npm has something to say"
[ -f npm-fails ] && exit 1
[ -f npm-is-slow ] && sleep 0.7
for name in node thing workspace; do echo {} > node_modules/$name/package.json; done
cat > node_modules/node/installArchSpecificPackage.js <<'JS'
const { mkdirSync, writeFileSync } = require('node:fs');
mkdirSync('bin', { recursive: true });
writeFileSync('bin/node', '#!/bin/sh\\necho v24.21.0\\n', { mode: 0o755 });
JS
cp package-lock.json node_modules/.package-lock.json
echo "end" >> npm.log
`;

let checkout: string;

beforeEach(async () => {
  checkout = await realpath(await mkdtemp(join(tmpdir(), 'taffrail install ')));
  await cp(join(here, 'install.mjs'), join(checkout, 'scripts/install.mjs'));
  await cp(join(here, 'install'), join(checkout, 'scripts/install'), { recursive: true });
  await mkdir(join(checkout, 'programs'));
  await writeFile(join(checkout, 'programs/npm'), fakeNpm, { mode: 0o755 });
  await writeLockfile(lockfile);
});

afterEach(() => rm(checkout, { recursive: true }));

function writeLockfile(content: unknown): Promise<void> {
  return writeFile(join(checkout, 'package-lock.json'), JSON.stringify(content));
}

function start(env: Record<string, string> = {}) {
  // Outside the checkout, as far as the script can tell: inside, it would not look for npm there.
  const programs = join(
    dirname(checkout),
    `${checkout.slice(dirname(checkout).length + 1)} programs`,
  );
  const path = [programs, dirname(process.execPath), '/usr/bin', '/bin'].join(':');
  return spawn(process.execPath, [join(checkout, 'scripts/install.mjs')], {
    env: { PATH: path, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}
