'use strict';
// Loaded with `node --require`: moves this process's calendar by SHIFT_MS; its timers stay as they are.
const shift = Number(process.env.SHIFT_MS || 0);
if (shift !== 0) {
  globalThis.Date = new Proxy(Date, {
    construct: (Real, parts) =>
      parts.length === 0 ? new Real(Real.now() + shift) : Reflect.construct(Real, parts),
    get: (Real, name) => (name === 'now' ? () => Real.now() + shift : Reflect.get(Real, name)),
  });
}
