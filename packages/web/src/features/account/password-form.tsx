import { useState } from 'react';
import { ApiError } from '../../lib/api.ts';
import { useMe } from '../../lib/me.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { fieldErrorsOf } from '../../ui/field-errors.ts';
import { Field, TextInput } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
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
    <Form
      key={round}
      error={error}
      fieldErrors={fieldErrors}
      onSubmitValues={submit}
      className="max-w-90"
    >
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
const fieldErrors = (error: Error | null): Record<string, string> =>
  error instanceof ApiError && error.code === 'wrong_credentials'
    ? { currentPassword: error.message }
    : fieldErrorsOf(error);
