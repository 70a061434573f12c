import { exportIntegrityRuns } from '@taffrail/contract';
import { Download } from 'lucide-react';
import { useRef } from 'react';
import { urlOf } from '../../../lib/api.ts';
import { useShortcut } from '../../../lib/use-shortcut.ts';
import { buttonClass } from '../../../ui/button.tsx';

/** Its runs of a year, as a file. */
export function ExportRuns({ id }: { id: string }) {
  const link = useRef<HTMLAnchorElement>(null);
  useShortcut('e', 'Export the runs', () => link.current?.click());
  return (
    <a
      ref={link}
      href={urlOf(exportIntegrityRuns, { params: { id } })}
      download
      title="The audit log keeps who exported what."
      className={buttonClass()}
    >
      <Download size={14} aria-hidden />
      Export CSV
    </a>
  );
}
