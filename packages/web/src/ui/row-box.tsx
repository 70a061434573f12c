import { useShortcut } from '../lib/use-shortcut.ts';
import type { RowSelection } from './use-row-selection.ts';

interface BoxProps {
  label: string;
  checked: boolean;
  inTabOrder: boolean;
  onChange: (range: boolean) => void;
}

/** The box that selects a row, or with Shift all from the last one on. */
export function RowBox({ label, checked, inTabOrder, onChange }: BoxProps) {
  return (
    // The cell is the target: 24 pixels at least (WCAG 2.5.8).
    <label className="flex size-7 shrink-0 items-center justify-center coarse:size-11">
      <input
        type="checkbox"
        aria-label={label}
        tabIndex={inTabOrder ? 0 : -1}
        checked={checked}
        onChange={(event) => onChange((event.nativeEvent as MouseEvent).shiftKey)}
        className="size-4 accent-accent"
      />
    </label>
  );
}

/** The row that the focus is in. */
export const focusedRowId = (): string | undefined =>
  document.activeElement?.closest<HTMLElement>('[data-row-id]')?.dataset['rowId'];

/** x selects the row with the focus, Shift+x up to it, * the page. */
export const useSelectionKeys = (selection: RowSelection<unknown> | undefined): void => {
  const select = (range: boolean) => (): void => {
    const id = focusedRowId();
    if (id !== undefined) selection?.toggle(id, range);
  };
  useShortcut('x', 'Select row', selection && select(false), 'Lists');
  useShortcut('Shift+x', 'Select up to this row', selection && select(true), 'Lists');
  useShortcut('*', 'Select the page', selection && (() => selection.togglePage()), 'Lists');
};
