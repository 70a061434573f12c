import { readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';

const compressible = /\.(?:js|css|html|svg)$/;
/** Below this the headers of a second file cost as much as it saves. */
const worthBytes = 1024;

/** Writes `.br` and `.gz` beside the files of a build; the server sends them as they are. */
export const compressFiles = async (folder: string): Promise<void> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && compressible.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));
  await Promise.all(
    files.map(async (file) => {
      const content = await readFile(file);
      if (content.length < worthBytes) return;
      await Promise.all([
        writeFile(`${file}.br`, await promisify(brotliCompress)(content)),
        writeFile(`${file}.gz`, await promisify(gzip)(content, { level: 9 })),
      ]);
    }),
  );
};
