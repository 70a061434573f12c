export type DownloadFormat = 'csv' | 'ndjson';

/** How a download is written: CSV has its times in a zone, for people. */
export const downloadAs = (
  format: DownloadFormat,
  timeZone: string,
): { format: DownloadFormat; timeZone?: string } =>
  format === 'csv' ? { format, timeZone } : { format };
