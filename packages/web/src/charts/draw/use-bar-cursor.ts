import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import { barAt } from '../prepare/bars.ts';

/** Places of the first and the last that are selected, in either order. */
export interface Selection {
  readonly first: number;
  readonly last: number;
}

export interface BarCursor {
  readonly cursor: number | null;
  readonly selection: Selection | null;
  readonly handlers: {
    onPointerMove: (event: PointerEvent<HTMLElement>) => void;
    onPointerLeave: (event: PointerEvent<HTMLElement>) => void;
    onPointerDown: (event: PointerEvent<HTMLElement>) => void;
    onPointerUp: (event: PointerEvent<HTMLElement>) => void;
    onPointerCancel: () => void;
    onKeyDown: (event: KeyboardEvent) => void;
    onFocus: () => void;
    onBlur: () => void;
  };
}

/** Where it points, kept by somebody else: with other charts. */
export interface SharedCursor {
  readonly cursor: number | null;
  readonly setCursor: (index: number | null) => void;
}

/**
 * A cursor over bars by pointer and keys: arrows move, with Shift they select, Enter zooms; a drag
 * selects and zooms, a click zooms into one bar, a tap only pins the tooltip.
 */
export const useBarCursor = (
  count: number,
  onZoom: ((first: number, last: number) => void) | undefined,
  shared?: SharedCursor,
  /** Where keys begin: the last bar that is not still to come. */
  start = count - 1,
): BarCursor => {
  const [own, setOwn] = useState<number | null>(null);
  const { cursor, setCursor } = shared ?? { cursor: own, setCursor: setOwn };
  const [selection, setSelection] = useState<Selection | null>(null);
  const [dragging, setDragging] = useState(false);
  const clamp = (index: number): number => Math.min(count - 1, Math.max(0, index));

  const indexOf = (event: PointerEvent<HTMLElement>): number => {
    const box = event.currentTarget.getBoundingClientRect();
    return barAt(event.clientX - box.left, box.width, count);
  };
  const zoom = ({ first, last }: Selection): void => {
    setSelection(null);
    onZoom?.(Math.min(first, last), Math.max(first, last));
  };

  const onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    const index = indexOf(event);
    setCursor(index);
    if (dragging) setSelection((now) => now && { ...now, last: index });
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    const index = indexOf(event);
    setCursor(index);
    if (event.pointerType === 'touch' || event.button !== 0 || !onZoom) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setDragging(true);
    setSelection({ first: index, last: index });
  };
  const onPointerUp = (): void => {
    setDragging(false);
    if (dragging && selection) zoom(selection);
  };
  const onPointerLeave = (event: PointerEvent<HTMLElement>): void => {
    if (!dragging && event.pointerType !== 'touch') setCursor(null);
  };
  const onPointerCancel = (): void => {
    setDragging(false);
    setSelection(null);
  };

  const move = (to: number, extend: boolean): void => {
    const from = cursor ?? start;
    setCursor(clamp(to));
    setSelection(extend ? { first: selection?.first ?? from, last: clamp(to) } : null);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = cursor ?? start;
    const targets: Record<string, number> = {
      ArrowLeft: at - 1,
      ArrowRight: at + 1,
      Home: 0,
      End: count - 1,
    };
    const target = targets[event.key];
    if (target !== undefined) move(target, event.shiftKey);
    else if (event.key === 'Enter' && onZoom) zoom(selection ?? { first: at, last: at });
    else if (event.key === 'Escape' && selection) setSelection(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return {
    cursor: cursor === null ? null : clamp(cursor),
    selection,
    handlers: {
      onPointerMove,
      onPointerLeave,
      onPointerDown,
      onPointerUp,
      onPointerCancel,
      onKeyDown,
      onFocus: () => setCursor(cursor ?? start),
      onBlur: () => {
        setCursor(null);
        setSelection(null);
      },
    },
  };
};
