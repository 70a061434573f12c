/** Rows of one statement: what is written stays below some megabytes of JSON. */
const atOnce = 2_000;

export const inParts = async (
  rows: readonly object[],
  write: (json: string) => Promise<unknown>,
): Promise<void> => {
  for (let from = 0; from < rows.length; from += atOnce)
    await write(JSON.stringify(rows.slice(from, from + atOnce)));
};
