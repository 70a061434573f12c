// Runs before `npm start` and `npm test`, in plain JavaScript on whatever Node (20 or newer) there
// is: brings node_modules to what package-lock.json says, and the pinned Node with it.
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isInstalled, markInstalled, unmarkInstalled } from './install/installed.mjs';
import { withLock } from './install/lock.mjs';
import { runNpm } from './install/npm.mjs';
import { hasPinnedNode, installPinnedNode } from './install/pinned-node.mjs';

const checkout = realpathSync(fileURLToPath(new URL('..', import.meta.url)));

// Scripts of packages are not run: whether npm would depends on its version and the user's
// settings. What the two packages that have one need is done by us: Node below, the links between
// PostgreSQL's libraries when it starts. The other options undo settings of a user's .npmrc.
const installOptions = [
  '--ignore-scripts',
  '--include=dev',
  '--include=optional',
  '--include=peer',
  '--bin-links',
  '--install-strategy=hoisted',
  '--no-engine-strict',
  '--no-global',
  '--no-dry-run',
  '--no-audit',
  '--no-fund',
  '--no-progress',
  '--loglevel=error',
];

async function install() {
  if (isInstalled(checkout) && hasPinnedNode(checkout)) return;
  await withLock(checkout, async (lock) => {
    if (!isInstalled(checkout)) {
      console.log('Installing packages, as package-lock.json names them. This takes a minute …');
      unmarkInstalled(checkout);
      await runNpm(checkout, ['ci', ...installOptions], lock);
    }
    if (!hasPinnedNode(checkout)) await installPinnedNode(checkout, lock);
    markInstalled(checkout);
  });
}

try {
  await install();
} catch (error) {
  console.error(`Installing failed. ${error.message}`);
  process.exitCode = 1;
}
