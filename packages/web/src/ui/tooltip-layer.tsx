import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { placeTooltip, type TooltipSide } from './place-tooltip.ts';
import { Kbd } from './kbd.tsx';

const delayMs = 500;

interface Shown {
  readonly text: string;
  readonly keys: string | undefined;
  readonly side: TooltipSide;
  readonly anchor: DOMRect;
}

const controlOf = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[data-tooltip]') : null;

/**
 * The one tooltip of the application. It can be pointed at and goes with Escape (WCAG 1.4.13); its
 * text is the control's name or description already, so it is not read out again.
 */
export function TooltipLayer() {
  const [shown, setShown] = useState<Shown | null>(null);
  const popup = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let current: HTMLElement | null = null;
    const hide = (): void => {
      clearTimeout(timer);
      current = null;
      setShown(null);
    };
    const show = (control: HTMLElement, afterMs: number): void => {
      if (control === current) return;
      hide();
      current = control;
      timer = setTimeout(() => {
        if (!control.isConnected) return;
        const { tooltip: text = '', tooltipKeys: keys, tooltipSide } = control.dataset;
        const side = tooltipSide === 'beside' ? 'beside' : 'above';
        setShown({ text, keys, side, anchor: control.getBoundingClientRect() });
      }, afterMs);
    };
    const onOver = (event: PointerEvent): void => {
      if (event.pointerType === 'touch') return;
      if (event.target instanceof Node && popup.current?.contains(event.target)) return;
      const control = controlOf(event.target);
      if (control) show(control, delayMs);
      else hide();
    };
    const onFocus = (event: FocusEvent): void => {
      const control = controlOf(event.target);
      if (control?.matches(':focus-visible')) show(control, 0);
      else hide();
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') hide();
    };
    const listeners = new AbortController();
    const options = { signal: listeners.signal, capture: true, passive: true };
    document.addEventListener('pointerover', onOver, options);
    document.addEventListener('focusin', onFocus, options);
    document.addEventListener('keydown', onKey, options);
    document.addEventListener('pointerdown', hide, options);
    document.addEventListener('scroll', hide, options);
    return () => {
      listeners.abort();
      clearTimeout(timer);
    };
  }, []);
  useLayoutEffect(() => {
    if (!popup.current || !shown) return;
    const { width, height } = popup.current.getBoundingClientRect();
    const { x, y } = placeTooltip(shown.anchor, { width, height }, innerWidth, shown.side);
    popup.current.style.transform = `translate(${x}px, ${y}px)`;
  }, [shown]);
  if (!shown) return null;
  return (
    <div
      ref={popup}
      aria-hidden
      data-print="hide"
      className="fixed top-0 left-0 z-70 flex max-w-72 items-center gap-2 rounded-control border border-line bg-surface px-2 py-1 text-compact shadow-popover"
    >
      {shown.text}
      {shown.keys && <Kbd keys={shown.keys} />}
    </div>
  );
}
