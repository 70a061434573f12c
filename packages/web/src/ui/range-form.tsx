import { isQuickRange, readMoment, resolveRange } from '../lib/time/time-range.ts';
import { useTimeZone } from '../lib/time/time-zone.ts';
import { Button } from './button.tsx';
import { Field, TextInput } from './field.tsx';
import { Form } from './form.tsx';

interface RangeFormProps {
  range: string;
  onRange: (range: string) => void;
  problemOf?: ((range: string) => string | null) | undefined;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** From and to, as they are written. */
export function RangeForm({ range, onRange, problemOf }: RangeFormProps) {
  const timeZone = useTimeZone();
  const [from = '', to = ''] = isQuickRange(range) ? [] : range.split('..');
  const check = (end: 'from' | 'to') => (value: unknown) =>
    readMoment(textOf(value), end, new Date(), timeZone)
      ? null
      : 'Write a date, as 2026-11-01 10:00, or now-7d, or yesterday.';
  const checkTo = (value: unknown, values: Record<string, unknown>): string | null => {
    const problem = check('to')(value);
    if (problem) return problem;
    const written = `${textOf(values['from'])}..${textOf(value)}`;
    if (!resolveRange(written, new Date(), timeZone)) return 'This is before the beginning.';
    return problemOf?.(written) ?? null;
  };
  return (
    <Form
      className="mt-3 border-t border-line pt-3"
      onSubmitValues={(values) => onRange(`${textOf(values['from'])}..${textOf(values['to'])}`)}
    >
      <div className="grid grid-cols-2 gap-2">
        <Field name="from" label="From" validate={check('from')}>
          <TextInput defaultValue={from} placeholder="now-7d/d" autoComplete="off" />
        </Field>
        <Field name="to" label="To" validate={checkTo}>
          <TextInput defaultValue={to} placeholder="now" autoComplete="off" />
        </Field>
      </div>
      <div className="flex items-center justify-between gap-2">
        <p className="text-caption text-muted">2026-11-01 10:00 · now-7d/d · yesterday</p>
        <Button type="submit">Apply</Button>
      </div>
    </Form>
  );
}
