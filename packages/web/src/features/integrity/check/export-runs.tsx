import { exportIntegrityRuns } from '@taffrail/contract';
import { urlOf } from '../../../lib/api.ts';
import { DownloadLink } from '../../../ui/download-link.tsx';

/** Its runs of a year, as a file. */
export function ExportRuns({ id }: { id: string }) {
  return (
    <DownloadLink href={urlOf(exportIntegrityRuns, { params: { id } })} shortcut="Export the runs">
      Export CSV
    </DownloadLink>
  );
}
