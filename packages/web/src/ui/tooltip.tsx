import { cloneElement, type ReactElement } from 'react';
import type { TooltipSide } from './place-tooltip.ts';

export interface TooltipProps {
  text: string;
  keys?: string | undefined;
  side?: TooltipSide;
  /** The text is more than the control's name: screen readers get it too. */
  describes?: boolean;
  children: ReactElement<Record<string, unknown>>;
}

/**
 * Repeats or adds a word to a control on hover and focus. The one `TooltipLayer` shows it: a table
 * may have hundreds of controls, each of which would otherwise bring listeners and state.
 */
export function Tooltip({ text, keys, side, describes = false, children }: TooltipProps) {
  return cloneElement(children, {
    'data-tooltip': text,
    ...(keys ? { 'data-tooltip-keys': keys } : {}),
    ...(side ? { 'data-tooltip-side': side } : {}),
    ...(describes ? { 'aria-description': text } : {}),
  });
}
