'use strict';
/*
 * Loaded into the Node processes that `mp-orders sandbox run` starts, by NODE_OPTIONS=--require, for
 * clients that ask no proxy or trust a list of authorities of their own. A connection to a host of the
 * order systems goes to the sandbox's gateway on this machine, and trusts the sandbox's authority and
 * no other. Everything else stays as it is.
 */
const {
  MP_ORDERS_SANDBOX_GATEWAY: gateway,
  MP_ORDERS_SANDBOX_HOSTS: hosts,
  MP_ORDERS_SANDBOX_AUTHORITY: file,
} = process.env;

if (gateway && hosts && file) install(gateway.split(':'), hosts.split(','), file);

/** None once the run is over, so that nothing is trusted. @param {string} file */
function authorities(file) {
  try {
    return [require('node:fs').readFileSync(file, 'utf8')];
  } catch {
    return [];
  }
}

/** @param {string[]} gateway @param {string[]} hosts @param {string} file */
function install([address = '', port = ''], hosts, file) {
  const net = require('node:net');
  const tls = require('node:tls');

  /** @param {unknown} name */
  const isSystem = (name) => {
    if (typeof name !== 'string') return false;
    const host = name.toLowerCase().replace(/\.$/, '');
    return hosts.some((one) => (one.startsWith('*.') ? host.endsWith(one.slice(1)) : host === one));
  };

  const there = { host: address, port: Number(port), localAddress: undefined, lookup: undefined };

  // Below all clients, node's own and undici's too. TLS asks for the host by name (SNI); what comes in
  // clear finds a server that takes TLS only, and fails.
  const { connect } = net.Socket.prototype;
  /** @this {import('node:net').Socket} @param {any[]} args */
  net.Socket.prototype.connect = function (...args) {
    const [first, second] = args;
    if (Array.isArray(first)) {
      // net.connect hands on what it was given, as [options, callback].
      if (isSystem(first[0]?.host)) first[0] = { ...first[0], ...there };
    } else if (typeof first === 'object' && first !== null) {
      if (isSystem(first.host)) args[0] = { ...first, ...there };
    } else if (isSystem(second)) {
      args.splice(0, 2, there.port, there.host);
    }
    return Reflect.apply(connect, this, args);
  };

  const ca = authorities(file);
  const secure = tls.connect;
  /** @param {any[]} args */
  const connectSecurely = (...args) => {
    const at = args.findIndex((arg) => typeof arg === 'object' && arg !== null);
    const options = at < 0 ? {} : args[at];
    const named = typeof args[1] === 'string' ? args[1] : undefined;
    const host = options.servername || options.host || named;
    if (!isSystem(host)) return Reflect.apply(secure, tls, args);
    const own = { ...options, servername: host, ca, secureContext: undefined };
    if (at >= 0) args[at] = own;
    else args.splice(typeof args.at(-1) === 'function' ? -1 : args.length, 0, own);
    return Reflect.apply(secure, tls, args);
  };
  tls.connect = /** @type {typeof tls.connect} */ (connectSecurely);
  require('node:module').syncBuiltinESMExports(); // `import { connect } from 'node:tls'`
}
