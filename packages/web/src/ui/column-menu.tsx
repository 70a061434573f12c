import { ArrowDown, ArrowUp, Columns3 } from 'lucide-react';
import { usePreferences } from '../lib/me.ts';
import { Button } from './button.tsx';
import { Checkbox } from './checkbox.tsx';
import { IconButton } from './icon-button.tsx';
import { Popover } from './popover.tsx';
import { moveColumn, toggleColumn, visibleColumns, type Column } from './table-columns.ts';

/** The columns of a table as this operator has them, kept by the server under the table's name. */
export const useColumns = <T,>(table: string, columns: readonly Column<T>[]): Column<T>[] => {
  const [preferences] = usePreferences();
  return visibleColumns(columns, preferences.columns[table]);
};

interface ColumnMenuProps<T> {
  table: string;
  columns: readonly Column<T>[];
}

/** Show, hide and move columns; density is in the account menu. */
export function ColumnMenu<T>({ table, columns }: ColumnMenuProps<T>) {
  const [preferences, change] = usePreferences();
  const shown = visibleColumns(columns, preferences.columns[table]);
  const ids = shown.map((column) => column.id);
  const keep = (next: string[] | undefined): void => {
    const { [table]: _, ...others } = preferences.columns;
    change({ columns: next ? { ...others, [table]: next } : others });
  };
  const hidden = columns.filter((column) => !ids.includes(column.id));
  return (
    <Popover
      title="Columns"
      align="end"
      className="w-72"
      trigger={<Button icon={<Columns3 size={14} aria-hidden />}>Columns</Button>}
    >
      <ul className="-mx-1">
        {shown.map((column, index) => (
          <li key={column.id} className="flex items-center">
            <ColumnBox column={column} shown onChange={() => keep(toggleColumn(ids, column.id))} />
            <IconButton
              label={`Move ${column.title} left`}
              disabled={index === 0}
              onClick={() => keep(moveColumn(ids, column.id, -1))}
            >
              <ArrowUp size={14} aria-hidden />
            </IconButton>
            <IconButton
              label={`Move ${column.title} right`}
              disabled={index === shown.length - 1}
              onClick={() => keep(moveColumn(ids, column.id, 1))}
            >
              <ArrowDown size={14} aria-hidden />
            </IconButton>
          </li>
        ))}
        {hidden.map((column) => (
          <li key={column.id} className="flex items-center">
            <ColumnBox
              column={column}
              shown={false}
              onChange={() => keep(toggleColumn(ids, column.id))}
            />
          </li>
        ))}
      </ul>
      <Button look="quiet" className="mt-2 -ml-2" onClick={() => keep(undefined)}>
        Reset columns
      </Button>
    </Popover>
  );
}

function ColumnBox<T>(props: { column: Column<T>; shown: boolean; onChange: () => void }) {
  return (
    <Checkbox
      checked={props.shown}
      disabled={props.column.fixed ?? false}
      onChange={props.onChange}
      className="flex-1 px-1"
    >
      {props.column.title}
    </Checkbox>
  );
}
