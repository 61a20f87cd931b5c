'use strict';
// This is dist/sandbox.cjs, `mp-orders/sandbox`: its parts are those of `mp-orders sandbox serve`.
// @ts-expect-error The loader stands beside it once it is built.
exports.startSandbox = require('./main.cjs').part('./start-sandbox').startSandbox;
