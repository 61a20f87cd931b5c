/** Where an order is that was not asked for at any host. */
export const usualOrigin = 'https://api.mollie.com';

/** A link to the API, at the host that was asked. */
export const apiLink = (origin: string, path: string) => ({
  href: `${origin}/v2${path}`,
  type: 'application/hal+json',
});

export const pageLink = (href: string) => ({ href, type: 'text/html' });

export const documentation = (page: string) =>
  pageLink(`https://docs.mollie.com/reference/v2/${page}`);

/**
 * The pages that people would open do not exist for an order of the sandbox, so they are given on a host
 * that nobody has: the order of another account is not opened by chance.
 */
export const pages = 'https://mollie.example.org';

/** Where a customer would pay. */
export const checkoutLink = (what: 'order' | 'payment', token: string) =>
  pageLink(`${pages}/checkout/${what}/${token}`);
