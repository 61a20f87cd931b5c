import type { Entry } from '../entry.ts';

/** For answers without a code that is known. `http_5xx` stands for every status from 500 up. */
export const httpErrors = {
  http_400: { mover: 'integrator', http: 400, sources: ['http'] },
  http_401: {
    mover: 'integrator',
    http: 401,
    next: ['mp-orders auth status', 'mp-orders auth login'],
    sources: ['http'],
  },
  http_402: {
    mover: 'customer',
    http: 402,
    next: ['mp-orders get {id}'],
    sources: ['http', 'reference'],
  },
  http_403: { mover: 'integrator', http: 403, next: ['mp-orders auth status'], sources: ['http'] },
  http_404: { mover: 'shop', http: 404, next: ['mp-orders auth status'], sources: ['http'] },
  http_408: { mover: 'integrator', http: 408, sources: ['http'] },
  http_409: { mover: 'shop', http: 409, next: ['mp-orders get {id}'], sources: ['http'] },
  http_423: {
    mover: 'provider',
    http: 423,
    next: ['mp-orders order resume <key>'],
    sources: ['http', 'reference'],
  },
  http_429: { mover: 'integrator', http: 429, sources: ['http', 'reference'] },
  http_5xx: {
    mover: 'provider',
    next: ['mp-orders order resume <key>'],
    sources: ['http', 'reference'],
  },
  http_402_refund: { mover: 'shop', http: 402, next: ['mp-orders get {id}'], sources: ['http'] },
  http_409_create: { mover: 'shop', http: 409, next: ['mp-orders list'], sources: ['http'] },
  http_425: { mover: 'provider', http: 425, sources: ['http'] },
} as const satisfies Record<string, Entry>;
