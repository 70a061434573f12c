import { Table2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../../ui/icon-button.tsx';

interface FigureHeadProps {
  /** The sentence that sums it up. */
  children: ReactNode;
  asTable: boolean;
  onAsTable: (asTable: boolean) => void;
}

/** Above a chart: what it says in words, and the way to its figures. */
export function FigureHead({ children, asTable, onAsTable }: FigureHeadProps) {
  return (
    <div className="mb-1 flex items-start justify-between gap-2">
      <figcaption className="text-compact text-muted">{children}</figcaption>
      <IconButton
        label={asTable ? 'Hide the table' : 'Show as a table'}
        aria-expanded={asTable}
        onClick={() => onAsTable(!asTable)}
        className="-my-1.5"
      >
        <Table2 size={16} aria-hidden />
      </IconButton>
    </div>
  );
}
