import { randomBytes } from 'node:crypto';
import type { Product } from './start-product.ts';

export interface SignedUp {
  readonly token: string;
  readonly email: string;
  readonly organizationId: string;
  readonly userId: string;
}

export const password = 'correct horse';

/** An organization with its owner, on the free plan. */
export const signUp = async (product: Product): Promise<SignedUp> => {
  const email = `${randomBytes(6).toString('hex')}@example.com`;
  const { body } = await product.ask('POST /api/sign-up', {
    body: {
      email,
      password,
      name: 'Ayşe Yılmaz',
      organization: {
        name: 'Ege Tekstil',
        country: 'TR',
        timeZone: 'Europe/Istanbul',
        locale: 'tr-TR',
      },
    },
  });
  const { token, organization, user } = body;
  return { token, email, organizationId: organization.id, userId: user.id };
};
