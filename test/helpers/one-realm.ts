import { types } from 'node:util';

/*
 * Jest runs tests in a realm whose Error is not the one that Node's own code throws, so that
 * `instanceof Error` is false for what fetch rejects with. In a process there is one Error: importing
 * this file makes it so here.
 */
const ordinary = Function.prototype[Symbol.hasInstance];

Object.defineProperty(Error, Symbol.hasInstance, {
  value(this: unknown, value: unknown): boolean {
    if (ordinary.call(this as () => void, value)) return true;
    if (!types.isNativeError(value)) return false;
    return this === Error || (this === AggregateError && value.name === 'AggregateError');
  },
});
