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
