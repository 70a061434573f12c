import { expect, it } from 'vitest';
import { writtenAmount, writtenText } from './form-values.ts';

it.each([
  ['  Acme ', 'Acme'],
  [7, '7'],
  [undefined, ''],
  [null, ''],
  [{}, ''],
])('reads %o as %o', (value, text) => expect(writtenText(value)).toBe(text));

it.each([
  ['$1,250.50', '1250.50'],
  [' 12 000 ', '12000'],
  ['0,075', '0075'],
  ['1,5', '1,5'],
])('reads the amount %o as %o', (value, amount) => expect(writtenAmount(value)).toBe(amount));
