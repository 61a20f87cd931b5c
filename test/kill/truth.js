/**
 * What was told, beside what the sandbox has in the end.
 * @typedef {Record<string, any>} Order as the API gives it
 */

/**
 * The lines of a batch's results that are not so.
 * @param {readonly string[]} told
 * @param {readonly Order[]} orders
 * @returns {string[]}
 */
export function untrueLines(told, orders) {
  const byId = new Map(orders.map((order) => [order.id, order]));
  return told.filter((line) => {
    const { outcome, id, reference, error } = JSON.parse(line);
    const order = byId.get(id);
    if (/created$/.test(outcome)) return order?.external_reference !== reference;
    if (/canceled$/.test(outcome)) return order?.status !== 'canceled';
    if (outcome === 'refunded' || outcome === 'requested') return order?.status !== 'refunded';
    // What was done and told to nobody before a death is done: another one is rightly refused.
    if (error?.code === 'order_already_refunded') return order?.status !== 'refunded';
    if (error?.code === 'order_already_canceled') return order?.status !== 'canceled';
    // Nothing that is sent here is wrong, or is no longer allowed: nobody refuses it.
    return outcome === 'refused' || outcome === 'invalid' || outcome === 'denied';
  });
}

/**
 * The runs of a till's line whose exit code or id is not so.
 * @param {readonly import('./singles.js').Told[]} runs
 * @param {(sale: string) => readonly { id: string, at: number }[]} madeFor what was made for a sale
 */
export function untrueRuns(runs, madeFor) {
  return runs.filter(({ sale, code, stdout, at }) => {
    const made = madeFor(sale);
    if (code === 0) return made.length !== 1 || made[0]?.id !== stdout;
    // 7 promises that nothing was changed: then nothing was there when it ended.
    if (code === 7) return made.some((one) => one.at < at);
    return code !== 8;
  });
}
