import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Filter } from '../lib/filters.ts';
import { ComboboxLayer } from './combobox-layer.tsx';
import type { FilterField } from './filter-field.ts';
import { ToolbarSelect } from './toolbar-select.tsx';

interface FilterEditorProps {
  fields: readonly FilterField[];
  onAdd: (filter: Filter) => void;
}

const none: readonly never[] = [];

/** A field, then a value. */
export function FilterEditor({ fields: all, onAdd }: FilterEditorProps) {
  const fields = all.filter(({ offered }) => offered ?? true);
  const [fieldId, setFieldId] = useState(fields[0]?.id ?? '');
  const field = fields.find(({ id }) => id === fieldId);
  return (
    <div className="flex flex-col gap-2">
      <ToolbarSelect
        label="Field"
        value={fieldId}
        onChange={setFieldId}
        options={fields.map(({ id, title }) => ({ value: id, label: title }))}
        className="w-full"
      />
      {field && (
        <ValueEditor
          key={field.id}
          field={field}
          onChoose={(value) => onAdd({ field: field.id, op: 'in', values: [value] })}
        />
      )}
    </div>
  );
}

function ValueEditor({
  field,
  onChoose,
}: {
  field: FilterField;
  onChoose: (value: string) => void;
}) {
  const [text, setText] = useState('');
  const { data: suggestions } = useQuery({
    queryKey: ['suggestions', field.id, text],
    queryFn: ({ signal }) => field.suggest?.(text, signal) ?? none,
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <ComboboxLayer
        label={field.title}
        placeholder={field.placeholder ?? 'Type or choose'}
        text={text}
        onText={setText}
        onChoose={onChoose}
        suggestions={suggestions ?? none}
        free={field.free ?? true}
      />
      <p className="text-caption text-muted">
        Or type <code className="font-mono">{field.aliases[0] ?? field.id}:value</code> into the
        search.
      </p>
    </>
  );
}
