import { noMoney, unclear, type JudgedRequest, type MoneyEffect } from '../money-effect.ts';

/**
 * What a change at VTEX moves: a cancel asks the seller, who gives back what was paid, so no ceiling
 * holds it; what other endpoints move is not known.
 */
export const moneyEffect = ({ method, path }: JudgedRequest): MoneyEffect =>
  method === 'POST' && /^\/api\/oms\/pvt\/orders\/[\w-]+\/cancel$/.test(path) ? noMoney : unclear;
