import { english, sentence, textIn, type Text } from '../language/sentence.ts';
import { messageOf } from '../errors.ts';
import type { Order } from '../orders/order.ts';
import { differenceFrom, type RequestedOrder } from '../orders/same-order.ts';

/** What is wrong with an answer that is not what its documentation says. */
export class AnswerFault extends Error {
  constructor(readonly text: Text) {
    super(textIn(english, text));
  }
}

/** An answer about another order than was asked for: one that a cache or a proxy mixed up. */
export class ForeignAnswer extends AnswerFault {
  override name = 'ForeignAnswer';
}

/** The order itself; throws ForeignAnswer when it says that it is another than was asked for. */
export function requireSameOrder<T extends Order>(order: T, expected: RequestedOrder): T {
  const difference = differenceFrom(expected, order);
  if (difference === undefined) return order;
  throw new ForeignAnswer(sentence('It is another order: {difference}.', { difference }));
}

export const noList = (name: string): AnswerFault =>
  new AnswerFault(sentence('It has no list called {name}.', { name }));

export const lacks = (name: string): AnswerFault =>
  new AnswerFault(sentence('It has no {name}.', { name }));

/** What was wrong with an answer that could not be read, for people. */
export const faultOf = (error: unknown): Text =>
  error instanceof AnswerFault ? error.text : messageOf(error);
