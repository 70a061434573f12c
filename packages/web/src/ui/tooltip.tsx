import { Tooltip as Base } from '@base-ui/react/tooltip';
import type { ReactElement } from 'react';
import { cx } from '../lib/class-names.ts';
import { Kbd } from './kbd.tsx';
import { floating, useLayer } from './layers.tsx';

export interface TooltipProps {
  text: string;
  keys?: string | undefined;
  children: ReactElement<Record<string, unknown>>;
}

/** Repeats or adds a word to a control on hover and focus; never the only place of a fact. */
export function Tooltip({ text, keys, children }: TooltipProps) {
  return (
    <Base.Root>
      <Base.Trigger render={children} />
      <Base.Portal container={useLayer()}>
        <Base.Positioner sideOffset={6} className="z-50">
          <Base.Popup
            className={cx(floating, 'flex max-w-72 items-center gap-2 px-2 py-1 text-compact')}
          >
            {text}
            {keys && <Kbd keys={keys} />}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** Once around the application: the second tooltip in a row comes at once. */
export const TooltipProvider = Base.Provider;
