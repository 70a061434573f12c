import { CopyButton } from './copy-button.tsx';

interface CopyRecordProps {
  /** The address that shows it. */
  link: string;
  record: object;
}

/** A row to take along: as a link, or as JSON. */
export function CopyRecord({ link, record }: CopyRecordProps) {
  return (
    <>
      <span className="inline-flex items-center gap-1">
        Link to this <CopyButton text={link} what="the link" className="h-6 w-6" />
      </span>
      <span className="inline-flex items-center gap-1">
        As JSON{' '}
        <CopyButton text={JSON.stringify(record, null, 2)} what="the JSON" className="h-6 w-6" />
      </span>
    </>
  );
}
