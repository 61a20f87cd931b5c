import { describe, expect, test } from '@jest/globals';
import { CliError } from '../../../src/errors.ts';
import { ceilingWords, parseCeilings, readGuardRails } from '../../../src/session/guard-rails.ts';

const codeOf = (read: () => unknown): string => {
  try {
    return `read ${JSON.stringify(read())}`;
  } catch (error) {
    return error instanceof CliError ? `${error.exitCode} ${error.code}` : String(error);
  }
};

describe('ceilings as they are typed', () => {
  test.each([
    ['ARS=50000', 'ARS=50000'],
    ['ARS=50000, BRL=900.50', 'ARS=50000,BRL=900.50'],
  ])('%s', (typed, shown) => {
    expect(ceilingWords(parseCeilings(typed))).toBe(shown);
  });

  test.each([
    ['ARS', '2 invalid_usage'],
    ['ars=5', '2 invalid_usage'],
    ['ARS=5,ARS=6', '2 invalid_usage'],
    ['ARS=5,', '2 invalid_usage'],
    ['ARS=50.000', '2 invalid_amount'],
    ['ARS=0', '2 invalid_amount'],
    ['ARS=-5', '2 invalid_amount'],
    ['ARS=1e9', '2 invalid_amount'],
  ])('%s is none', (typed, code) => {
    expect(codeOf(() => parseCeilings(typed))).toBe(code);
  });
});

describe('guard rails as they are stored', () => {
  test.each([
    [{ read_only: true }, 'read {"read_only":true}'],
    [{ max_order: { ARS: '5' } }, 'read {"max_order":{"ARS":"5"}}'],
    // Whatever a hand or a newer version wrote must not be taken for no rail.
    [{ read_onyl: true }, '2 guard_rails_unreadable'],
    [{ read_only: 'true' }, '2 guard_rails_unreadable'],
    [{ max_order: { ARS: 50000 } }, '2 guard_rails_unreadable'],
    [{ max_order: { ars: '50000' } }, '2 guard_rails_unreadable'],
    [{ max_order: '50000' }, '2 guard_rails_unreadable'],
    [{ max_refund: { ARS: '50.000' } }, '2 guard_rails_unreadable'],
    [true, '2 guard_rails_unreadable'],
    [null, '2 guard_rails_unreadable'],
  ])('%j', (stored, code) => {
    expect(codeOf(() => readGuardRails('mercadopago:1', stored))).toBe(code);
  });
});
