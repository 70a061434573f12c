import { afterAll, beforeAll, expect, it } from 'vitest';
import { signUp } from './sign-up.ts';
import { startProduct, type Product } from './start-product.ts';

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

it('reports each of its requests, by the pattern of its route and with whose it was', async () => {
  const { token, organizationId, userId } = await signUp(product);
  const params = { id: '0193b6a0-0000-7000-8000-000000000000' };
  await product.ask('GET /api/leads/:id', { token, params });
  await product.ask('GET /api/leads');
  await product.ask('GET /api/nothing');
  await product.stop();

  const { rows } = await product.console.owner.query(
    `select method, endpoint, status_code as "statusCode", organization_id as "organizationId",
       user_id as "userId" from api_metrics order by status_code, endpoint`,
  );
  const nobody = { organizationId: null, userId: null };
  expect(rows).toEqual([
    { method: 'POST', endpoint: '/api/sign-up', statusCode: 201, ...nobody },
    { method: 'GET', endpoint: '/api/leads', statusCode: 401, ...nobody },
    { method: 'GET', endpoint: '(unmatched)', statusCode: 404, ...nobody },
    { method: 'GET', endpoint: '/api/leads/:id', statusCode: 404, organizationId, userId },
  ]);
});
