import {
  mappedFields,
  mappingPresets,
  type MappedField,
  type MappingPreset,
  type SourceMapping,
} from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useUrlState } from '../../../lib/url/url-state.ts';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { PageHead } from '../../../ui/page-head.tsx';
import { PanelFrame } from '../../../ui/panel.tsx';
import { toast } from '../../../ui/toast.ts';
import { ToolbarSelect } from '../../../ui/toolbar-select.tsx';
import { FieldRow, fieldGrid } from './field-row.tsx';
import { readDraft, toDraft, type MappingDraft } from './mapping-draft.ts';
import { MappingSearch } from './mapping-search.ts';
import { samplesQuery, tryQuery, useSetMapping } from './mapping.api.ts';
import { SamplePanel } from './sample-panel.tsx';
import { WordFields } from './word-fields.tsx';

interface MappingEditorProps {
  sourceId: string;
  name: string;
  said: SourceMapping;
}

const none = 'none';
const presets = [
  { value: none, label: 'Begin with…' },
  ...Object.entries(mappingPresets).map(([value, { title }]) => ({ value, label: title })),
];

/** The mapping of a source as it is typed, tried on a delivery with each change, and set. */
export function MappingEditor({ sourceId, name, said }: MappingEditorProps) {
  const [draft, setDraft] = useState(() => toDraft(said.mapping));
  const [search, change] = useUrlState(MappingSearch);
  const { data: samples } = useQuery(samplesQuery(sourceId));
  const sample = search.sample ?? samples?.items[0]?.id;
  const { mapping, problems = {} } = useMemo(() => readDraft(draft), [draft]);
  const { data: tried } = useQuery({
    ...tryQuery(sourceId, sample ?? '', mapping ?? said.mapping),
    enabled: sample !== undefined && mapping !== undefined,
  });
  const edit = (part: Partial<MappingDraft>): void => setDraft((now) => ({ ...now, ...part }));
  const editField = (field: MappedField, part: { from?: string; otherwise?: string }): void =>
    setDraft(({ fields, ...now }) => ({
      ...now,
      fields: { ...fields, [field]: { ...fields[field], ...part } },
    }));
  const first = tried?.alerts[0];
  return (
    <>
      <PageHead
        title="Mapping"
        purpose={`How the bodies of “${name}” become alerts.`}
        documentTitle={`Mapping of ${name}`}
        actions={
          <>
            <ToolbarSelect
              label="Begin with the mapping of"
              value={none}
              options={presets}
              onChange={(value) => {
                if (value !== none)
                  setDraft(toDraft(mappingPresets[value as MappingPreset].mapping));
              }}
            />
            <Save sourceId={sourceId} said={said} mapping={mapping} />
          </>
        }
      />
      <div className="flex flex-col gap-4">
        <SamplePanel
          sourceId={sourceId}
          samples={samples?.items ?? []}
          sample={sample}
          tried={tried}
          onSample={(id) => change({ sample: id })}
        />
        <PanelFrame title="Fields">
          <div className={`${fieldGrid} pb-2 text-compact font-medium text-muted max-lg:hidden`}>
            <span>Field</span>
            <span>Where it stands, the first that holds something</span>
            <span>Otherwise</span>
            <span>Read as</span>
          </div>
          {mappedFields.map((field) => (
            <FieldRow
              key={field}
              field={field}
              {...draft.fields[field]}
              problem={problems[field]}
              tried={first?.fields.find((one) => one.field === field)}
              onChange={(part) => editField(field, part)}
            />
          ))}
        </PanelFrame>
        <PanelFrame title="Words and labels">
          <WordFields draft={draft} problems={problems} onChange={edit} />
        </PanelFrame>
      </div>
    </>
  );
}

interface SaveProps {
  sourceId: string;
  said: SourceMapping;
  mapping: SourceMapping['mapping'] | undefined;
}

function Save({ sourceId, said, mapping }: SaveProps) {
  const { mutate, isPending, error } = useSetMapping(sourceId);
  const isSame = JSON.stringify(mapping) === JSON.stringify(said.mapping) && !said.isDefault;
  const reason = mapping === undefined ? 'Mend what is marked first.' : undefined;
  const save = (): void => {
    if (!mapping) return;
    mutate(
      { mapping, version: said.version },
      { onSuccess: () => toast('ok', 'Set the mapping; it holds for what comes from now on') },
    );
  };
  return (
    <>
      {error && <Notice status="error">{error.message}</Notice>}
      <Button
        look="primary"
        pending={isPending}
        disabledReason={isSame ? 'Nothing has changed.' : reason}
        onClick={save}
      >
        Set mapping
      </Button>
    </>
  );
}
