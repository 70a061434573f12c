import { useCallback, useEffect, useRef } from 'react';
import { DataRow } from './data-row.tsx';
import type { DataTableProps } from './data-table-props.ts';
import { useSelectionKeys } from './row-box.tsx';
import { TableHead } from './table-head.tsx';
import { useOverflow } from './use-overflow.ts';
import { useRowFocus } from './use-row-focus.ts';

const noIds: ReadonlySet<string> = new Set();

/** The rows of a table as a table. */
export function DataRows<T>(props: DataTableProps<T>) {
  const { caption, columns, rows, rowId, rowName, detail, selection } = props;
  const { openIds = noIds, enteredIds = noIds } = props;
  const ids = rows.map(rowId);
  const [list, activeId] = useRowFocus<HTMLTableSectionElement>(ids);
  const [region, overflows] = useOverflow<HTMLDivElement>();
  useSelectionKeys(selection);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  const toggle = useCallback((id: string) => latest.current.onToggle?.(id), []);
  const select = useCallback(
    (id: string, range: boolean) => latest.current.selection?.toggle(id, range),
    [],
  );
  return (
    <div
      ref={region}
      // A region with a tab stop only while it scrolls, so that keys reach it then.
      {...(overflows && {
        role: 'region',
        'aria-label': `${caption}, scrollable`,
        tabIndex: 0,
        className: 'overflow-x-auto',
      })}
    >
      <table className="w-full border-collapse text-left text-compact">
        <caption className="sr-only">{caption}</caption>
        <TableHead
          columns={columns}
          sort={props.sort}
          onSort={props.onSort}
          openable={detail !== undefined}
          selectable={selection !== undefined}
          sticky={!overflows}
        />
        <tbody ref={list}>
          {rows.map((row) => {
            const id = rowId(row);
            return (
              <DataRow
                key={id}
                row={row}
                id={id}
                name={rowName(row)}
                columns={columns}
                detail={detail}
                open={openIds.has(id)}
                selected={selection?.ids.has(id)}
                entered={enteredIds.has(id)}
                inTabOrder={activeId === id}
                onToggle={toggle}
                onSelect={select}
              />
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
