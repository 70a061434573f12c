import { useState } from 'react';
import { ApiError } from '../../lib/api.ts';
import { formatDuration } from '../../lib/format.ts';
import { useMe } from '../../lib/me.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { fieldErrorsOf } from '../../ui/field-errors.ts';
import { Field, Form, TextInput } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { toast } from '../../ui/toast.ts';
import { useChangePassword } from './account.api.ts';

const leastLength = 12;

/** The current password is asked for: a borrowed browser is not enough. */
export function PasswordForm() {
  const { email } = useMe();
  const [shown, setShown] = useState(false);
  // A form that was sent begins anew, empty.
  const [round, setRound] = useState(0);
  const { mutate, isPending, error } = useChangePassword();
  const errors = errorsOf(error);
  const type = shown ? 'text' : 'password';
  const submit = (values: Record<string, unknown>): void =>
    mutate(
      {
        currentPassword: String(values['currentPassword']),
        newPassword: String(values['newPassword']),
      },
      {
        onSuccess: () => {
          setRound(round + 1);
          toast('ok', 'Changed the password; your other sessions have ended');
        },
      },
    );
  return (
    <Form key={round} errors={errors} onSubmitValues={submit} className="max-w-90">
      {error && Object.keys(errors).length === 0 && (
        <Notice status="error">{messageOf(error)}</Notice>
      )}
      {/* For password managers, which keep passwords by name. */}
      <input type="text" autoComplete="username" value={email} readOnly hidden />
      <Field
        name="currentPassword"
        label="Current password"
        validate={(value) => (value ? null : 'Enter your current password.')}
      >
        <TextInput type={type} autoComplete="current-password" maxLength={200} />
      </Field>
      <Field
        name="newPassword"
        label="New password"
        hint={`At least ${leastLength} characters; a long sentence is good.`}
        validate={(value) =>
          String(value).length >= leastLength ? null : `Choose at least ${leastLength} characters.`
        }
      >
        <TextInput type={type} autoComplete="new-password" maxLength={200} />
      </Field>
      <Checkbox checked={shown} onChange={setShown}>
        Show what is typed
      </Checkbox>
      <div>
        <Button type="submit" pending={isPending}>
          Change password
        </Button>
      </div>
    </Form>
  );
}

/** A wrong password belongs to its field. */
const errorsOf = (error: Error | null): Record<string, string> =>
  error instanceof ApiError && error.code === 'wrong_credentials'
    ? { currentPassword: error.message }
    : fieldErrorsOf(error);

const messageOf = (error: Error): string =>
  error instanceof ApiError && error.retryAfterSeconds !== null
    ? `Too many attempts. Try again in ${formatDuration(error.retryAfterSeconds * 1000)}.`
    : error.message;
