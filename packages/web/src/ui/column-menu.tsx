import { ArrowDown, ArrowUp, Columns3 } from 'lucide-react';
import { useLayoutEffect, useRef } from 'react';
import { usePreferences } from '../lib/me.ts';
import { Button } from './button.tsx';
import { Checkbox } from './checkbox.tsx';
import { IconButton } from './icon-button.tsx';
import { Popover } from './popover.tsx';
import { moveColumn, toggleColumn, visibleColumns, type Column } from './table-columns.ts';

/** What a table shows, as this operator has chosen: kept by the server under the table's name. */
export const usePreferredColumns = (
  table: string,
): readonly [readonly string[] | undefined, (ids: readonly string[] | undefined) => void] => {
  const [{ columns }, change] = usePreferences();
  const prefer = (ids: readonly string[] | undefined): void => {
    const { [table]: _, ...others } = columns;
    change({ columns: ids ? { ...others, [table]: [...ids] } : others });
  };
  return [columns[table], prefer];
};

interface ColumnMenuProps<T> {
  columns: readonly Column<T>[];
  /** Those in view, in order; undefined is the page's own choice. */
  chosen: readonly string[] | undefined;
  onChoose: (ids: readonly string[] | undefined) => void;
}

/** Show, hide and move columns; density is in the account menu. */
export function ColumnMenu<T>({ columns, chosen, onChoose }: ColumnMenuProps<T>) {
  const shown = visibleColumns(columns, chosen);
  const ids = shown.map((column) => column.id);
  const list = useRef<HTMLUListElement>(null);
  const order = ids.join();
  const moved = useRef<{ id: string; before: string }>(undefined);
  const toggle = (id: string): void => {
    moved.current = { id, before: order };
    onChoose(toggleColumn(ids, id));
  };
  // A box that moves takes the focus along, which the browser would drop.
  useLayoutEffect(() => {
    if (!moved.current || moved.current.before === order) return;
    list.current
      ?.querySelector<HTMLElement>(`[data-column="${moved.current.id}"] input`)
      ?.focus({ preventScroll: true });
    moved.current = undefined;
  }, [order, moved]);
  const hidden = columns.filter((column) => !ids.includes(column.id));
  return (
    <Popover
      title="Columns"
      align="end"
      className="w-72"
      trigger={<Button icon={<Columns3 size={14} aria-hidden />}>Columns</Button>}
    >
      <ul ref={list} className="-mx-1">
        {[...shown, ...hidden].map((column, index) => (
          <li key={column.id} data-column={column.id} className="flex items-center">
            <Checkbox
              checked={index < shown.length}
              disabled={column.fixed ?? false}
              onChange={() => toggle(column.id)}
              className="flex-1 px-1"
            >
              {column.title}
            </Checkbox>
            {index < shown.length && (
              <>
                <IconButton
                  label={`Move ${column.title} left`}
                  disabled={index === 0}
                  onClick={() => onChoose(moveColumn(ids, column.id, -1))}
                >
                  <ArrowUp size={14} aria-hidden />
                </IconButton>
                <IconButton
                  label={`Move ${column.title} right`}
                  disabled={index === shown.length - 1}
                  onClick={() => onChoose(moveColumn(ids, column.id, 1))}
                >
                  <ArrowDown size={14} aria-hidden />
                </IconButton>
              </>
            )}
          </li>
        ))}
      </ul>
      <Button look="quiet" className="mt-2 -ml-2" onClick={() => onChoose(undefined)}>
        Reset columns
      </Button>
    </Popover>
  );
}
