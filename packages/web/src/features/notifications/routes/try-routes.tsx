import { AlertSourceKind, Severity, type RoutingResult } from '@taffrail/contract';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Choice } from '../../../ui/choice.tsx';
import { Field, TextInput } from '../../../ui/field.tsx';
import { Form } from '../../../ui/form.tsx';
import { writtenText } from '../../../ui/form-values.ts';
import { severityLooks } from '../../../ui/severity.tsx';
import { Status } from '../../../ui/status.tsx';
import { ToolbarSelect } from '../../../ui/toolbar-select.tsx';
import { sourceTitles } from '../notification-words.ts';
import { useTryRoutes } from '../notifications.api.ts';
import { readLabels } from './label-text.ts';

const sources = AlertSourceKind.options.map((value) => ({ value, label: sourceTitles[value] }));
const severities = Severity.options.map((value) => ({
  value,
  label: severityLooks[value].word,
}));

/** Where an alert like this would go: asked of the same functions, and nothing is sent. */
export function TryRoutes() {
  const [severity, setSeverity] = useState<Severity>('critical');
  const [sourceKind, setSourceKind] = useState<AlertSourceKind>('check');
  const { mutate, data, isPending, error } = useTryRoutes();
  const submit = (values: Record<string, unknown>): void => {
    const labels = readLabels(writtenText(values['sample']));
    mutate({
      severity,
      sourceKind,
      service: labels.find(({ name }) => name === 'service')?.value ?? null,
      labels: Object.fromEntries(labels.map(({ name, value }) => [name, value])),
    });
  };
  return (
    <details className="mt-2 border-t border-line pt-3">
      <summary className="cursor-pointer font-medium">Try a sample</summary>
      <Form error={error} onSubmitValues={submit} className="mt-3 max-w-110">
        <Choice label="Severity" value={severity} onChange={setSeverity} options={severities} />
        <div className="flex flex-col gap-1">
          <span className="font-medium" aria-hidden>
            Source
          </span>
          <ToolbarSelect
            label="Source"
            value={sourceKind}
            onChange={setSourceKind}
            options={sources}
          />
        </div>
        <Field name="sample" label="Labels" hint="service=checkout, team=payments">
          <TextInput maxLength={2_000} autoComplete="off" spellCheck={false} />
        </Field>
        <Button type="submit" pending={isPending} className="self-start">
          Where would it go?
        </Button>
      </Form>
      <div aria-live="polite">{data && <Result result={data} />}</div>
    </details>
  );
}

function Result({ result: { asked, channels } }: { result: RoutingResult }) {
  return (
    <div className="mt-3 text-compact">
      {channels.length > 0 ? (
        <Status status="ok">
          To{' '}
          {channels.map(({ name, isEnabled }) => `${name}${isEnabled ? '' : ' (off)'}`).join(', ')}
        </Status>
      ) : (
        <Status status="warning">Nowhere: it would stay unrouted</Status>
      )}
      <ol className="mt-1 list-inside list-decimal text-muted">
        {asked.map(({ routeId, name, matches, why }) => (
          <li key={routeId} className="break-words">
            {name}: {matches ? 'matches' : `does not, ${why ?? ''}`}
          </li>
        ))}
      </ol>
    </div>
  );
}
