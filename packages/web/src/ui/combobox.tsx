import { Autocomplete } from '@base-ui/react/autocomplete';
import { cx } from '../lib/class-names.ts';
import { useLayer } from './layers.tsx';
import { floating, inputClass, menuItemClass } from './looks.ts';
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

export interface ComboboxProps {
  label: string;
  placeholder?: string;
  text: string;
  onText: (text: string) => void;
  /** A suggestion was chosen, or Enter pressed on what was typed. */
  onChoose: (value: string) => void;
  suggestions: readonly Suggestion[];
  /** Whether what is typed may be none of the suggestions. */
  free?: boolean;
  className?: string;
}

/** A text field that suggests. */
export function Combobox(props: ComboboxProps) {
  const { label, text, onText, onChoose, suggestions, free = true } = props;
  const layer = useLayer();
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
      openOnInputClick
      // They match already: whoever suggests knows better what matches.
      filter={null}
    >
      <Autocomplete.Input
        aria-label={label}
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
