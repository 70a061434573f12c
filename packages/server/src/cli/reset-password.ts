import { resetPassword } from '../operators/reset-password.ts';
import type { Command } from './command.ts';

export const resetPasswordCommand: Command = {
  usage: '[e-mail]',
  summary: "a new password for an operator, the first owner's unless an e-mail is given",
  async run({ db, clock, args, print }) {
    const { email, password } = await resetPassword(db, clock, args[0]);
    print(`E-mail    ${email}\nPassword  ${password}\n\nEvery session of this operator has ended.`);
  },
};
