import { describe, expect, test } from '@jest/globals';
import { loadSay } from '../../../src/language/load.ts';
import { english, labelIn, sentence, textIn } from '../../../src/language/sentence.ts';

const [es, pt] = [await loadSay('es'), await loadSay('pt')];

test('a label is said in each language', () => {
  expect([english, es, pt].map((say) => say('Paid with'))).toEqual([
    'Paid with',
    'Medio de pago',
    'Meio de pagamento',
  ]);
});

test.each([
  [0, ['0 installments', '0 cuotas', '0 parcelas']],
  [1, ['1 installment', '1 cuota', '1 parcela']],
  [2, ['2 installments', '2 cuotas', '2 parcelas']],
])('%d has its own form of the word', (count, told) => {
  const said = [english, es, pt].map((say) =>
    say('{count} {count|installment|installments}', { count }),
  );
  expect(said).toEqual(told);
});

describe('a sentence that is not said yet', () => {
  const later = sentence('in {span}', { span: '5 min' });

  test('is said in the language of whoever prints it', () => {
    expect([english(later), es(later), textIn(pt, later)]).toEqual([
      'in 5 min',
      'en 5 min',
      'em 5 min',
    ]);
  });

  test('may be a value of another, and stand beside words of nobody’s language', () => {
    const reason = sentence('no reason given');
    const text = ['ORD1: ', sentence('an attempt was refused ({reason})', { reason })];
    expect(textIn(es, text)).toBe('ORD1: se rechazó un intento (no se dio un motivo)');
  });
});

test('a value is given back as it came, whatever is in it', () => {
  const span = '$& {span} {constructor} $1';
  expect(es('{span} ago', { span })).toBe(`hace ${span}`);
});

test.each(['Toy label', 'constructor', 'toString', '__proto__', ''])(
  'a label that nobody knows, %j, stays as it is',
  (label) => {
    expect(labelIn(es, label)).toBe(label);
  },
);
