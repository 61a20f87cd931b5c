import { noMoney, unclear, type JudgedRequest, type MoneyMoved } from '../money-moved.ts';

/**
 * What a change at VTEX moves: a cancel asks the seller, who gives back what was paid, so no ceiling
 * holds it; of other endpoints nobody can tell.
 */
export const moneyMoved = ({ method, path }: JudgedRequest): MoneyMoved =>
  method === 'POST' && /^\/api\/oms\/pvt\/orders\/[\w-]+\/cancel$/.test(path) ? noMoney : unclear;
