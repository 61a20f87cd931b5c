import { sentence, type Text } from '../../language/sentence.ts';
import type { Account } from '../../orders/order.ts';
import { cleanValue } from '../../terminal/clean-text.ts';

/** An account in words: `SHOP1 (id 446566691, MLA, live)`. */
export function accountWords(account: Account | undefined): Text {
  if (account === undefined) return sentence('an account not verified');
  const id = account.nickname === undefined ? undefined : `id ${account.id}`;
  const facts = [id, account.site_id].filter((fact) => fact !== undefined);
  const name = account.nickname ?? account.id;
  const lead = cleanValue(`${name} (${[...facts, ''].join(', ')}`);
  return [lead, sentence(modeWord(account.test)), ')'];
}

/** Whether money moves; QR test tokens look like live ones, so only the account tells. */
export function modeWord(test: boolean | undefined): 'test' | 'live' | 'live or test' {
  if (test === undefined) return 'live or test';
  return test ? 'test' : 'live';
}
