import { Form as Base } from '@base-ui/react/form';
import { useMemo, type ReactNode } from 'react';
import { cx } from '../lib/class-names.ts';
import { fieldErrorsOf, problemOf } from './field-errors.ts';
import { Notice } from './notice.tsx';

interface FormProps {
  onSubmitValues: (values: Record<string, unknown>) => void;
  /** Of the last try. What it says of single fields stands below them, anything else on top. */
  error?: Error | null;
  /** The field that an error is about, where the server does not say. */
  fieldErrors?: (error: Error | null) => Record<string, string>;
  className?: string;
  children: ReactNode;
}

/** Fields that are sent together. */
export function Form(props: FormProps) {
  const { onSubmitValues, error = null, fieldErrors = fieldErrorsOf, className, children } = props;
  // The same object for the same error: a new one would bring back what typing has cleared.
  const errors = useMemo(() => fieldErrors(error), [fieldErrors, error]);
  return (
    <Base
      errors={errors}
      onFormSubmit={onSubmitValues}
      className={cx('flex flex-col gap-3', className)}
    >
      {error && Object.keys(errors).length === 0 && (
        <Notice status="error">{problemOf(error)}</Notice>
      )}
      {children}
    </Base>
  );
}
