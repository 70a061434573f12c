import { useState } from 'react';
import { cx } from '../lib/class-names.ts';
import type { ComboboxProps } from './combobox-props.ts';
import { later } from './later.tsx';
import { inputClass } from './looks.ts';

const ComboboxLayer = later(async () => (await import('./combobox-layer.tsx')).ComboboxLayer);

/** A text field that suggests; what it suggests with comes a moment later, and one types meanwhile. */
export function Combobox(props: ComboboxProps) {
  const { label, placeholder, text, onText, className } = props;
  const [focused, setFocused] = useState(false);
  return (
    <ComboboxLayer
      {...props}
      takesFocus={focused}
      waiting={
        <input
          aria-label={label}
          placeholder={placeholder}
          value={text}
          onChange={({ target }) => onText(target.value)}
          onFocus={() => setFocused(true)}
          onBlur={() => setFocused(false)}
          className={cx(inputClass, className)}
        />
      }
    />
  );
}
