import { Autocomplete } from '@base-ui/react/autocomplete';
import { useLayoutEffect, useRef } from 'react';
import { cx } from '../lib/class-names.ts';
import { useLayer } from './layers.tsx';
import { floating, inputClass, menuItemClass } from './looks.ts';
import type { ComboboxProps } from './combobox-props.ts';
import type { Suggestion } from './suggestion.ts';

interface Group {
  readonly value: string;
  readonly items: readonly Suggestion[];
}

/** In the order of the first of each group. */
const toGroups = (suggestions: readonly Suggestion[]): Group[] =>
  [...Map.groupBy(suggestions, ({ group = '' }) => group)].map(([value, items]) => ({
    value,
    items,
  }));

/** The whole of a combobox; `Combobox` brings it when it is first shown. */
export function ComboboxLayer(props: ComboboxProps & { takesFocus?: boolean }) {
  const { label, text, onText, onChoose, suggestions, free = true } = props;
  const layer = useLayer();
  const input = useRef<HTMLInputElement>(null);
  // Once: of the plain field that stood in its place, before a dialog around it can find nothing
  // focused and take it back, which would close what it suggests.
  const { takesFocus } = props;
  useLayoutEffect(() => {
    if (takesFocus) input.current?.focus();
  }, [takesFocus]);
  const choose = (value: string): void => {
    onText('');
    onChoose(value);
  };
  return (
    <Autocomplete.Root
      items={toGroups(suggestions)}
      value={text}
      onValueChange={(next, { reason }) => {
        if (reason !== 'item-press') onText(next);
      }}
      itemToStringValue={(item: Suggestion) => item.label ?? item.value}
      // What opens it otherwise, a letter typed, went to the plain field.
      defaultOpen={takesFocus === true && text !== ''}
      openOnInputClick
      // They match already: whoever suggests knows better what matches.
      filter={null}
    >
      <Autocomplete.Input
        aria-label={label}
        ref={input}
        placeholder={props.placeholder}
        className={cx(inputClass, props.className)}
        onKeyDown={(event) => {
          const highlighted = event.currentTarget.getAttribute('aria-activedescendant');
          if (event.key !== 'Enter' || highlighted || !free || !text.trim()) return;
          event.preventDefault();
          choose(text.trim());
        }}
      />
      <Autocomplete.Portal container={layer}>
        <Autocomplete.Positioner sideOffset={4} collisionPadding={8} className="z-50 outline-none">
          <Autocomplete.Popup
            className={cx(
              floating,
              'max-h-[min(var(--available-height),320px)] w-(--anchor-width) min-w-56 overflow-y-auto p-1 data-empty:hidden',
            )}
          >
            <Autocomplete.List>
              {(group: Group) => (
                <Autocomplete.Group key={group.value} items={group.items}>
                  {group.value !== '' && (
                    <Autocomplete.GroupLabel className="px-2 pt-2 pb-1 text-caption text-muted">
                      {group.value}
                    </Autocomplete.GroupLabel>
                  )}
                  <Autocomplete.Collection>
                    {(item: Suggestion) => (
                      <Autocomplete.Item
                        key={item.value}
                        value={item}
                        onClick={() => choose(item.value)}
                        className={menuItemClass}
                      >
                        <span className="min-w-0 flex-1 truncate">{item.label ?? item.value}</span>
                        {item.hint && <span className="text-compact text-muted">{item.hint}</span>}
                      </Autocomplete.Item>
                    )}
                  </Autocomplete.Collection>
                </Autocomplete.Group>
              )}
            </Autocomplete.List>
          </Autocomplete.Popup>
        </Autocomplete.Positioner>
      </Autocomplete.Portal>
    </Autocomplete.Root>
  );
}
