/** What somebody wrote into a field, without the spaces around it; empty where there is nothing. */
export const writtenText = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';

/** An amount as the API takes it: `$`, spaces and a comma between thousands are forgiven. */
export const writtenAmount = (value: unknown): string =>
  writtenText(value).replaceAll(/[$\s]|,(?=\d{3}\b)/g, '');
