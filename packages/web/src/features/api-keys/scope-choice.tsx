import { IngestScope } from '@taffrail/contract';
import { Checkbox } from '../../ui/checkbox.tsx';
import { scopeTitles } from './key-words.ts';

interface ScopeChoiceProps {
  value: readonly IngestScope[];
  onChange: (scopes: readonly IngestScope[]) => void;
}

/** What an ingest key may send: at least one of these. */
export function ScopeChoice({ value, onChange }: ScopeChoiceProps) {
  const toggle = (scope: IngestScope, on: boolean): void =>
    onChange(IngestScope.options.filter((one) => (one === scope ? on : value.includes(one))));
  return (
    <fieldset>
      <legend className="text-body font-medium">May send</legend>
      {IngestScope.options.map((scope) => (
        <Checkbox key={scope} checked={value.includes(scope)} onChange={(on) => toggle(scope, on)}>
          {scopeTitles[scope]}
        </Checkbox>
      ))}
    </fieldset>
  );
}
