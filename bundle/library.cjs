'use strict';
// This is dist/sandbox.cjs, `mp-orders/sandbox`: its parts are those of `mp-orders sandbox serve`.
// @ts-expect-error The build puts the name of the file here.
exports.startSandbox = require('./CORE.cjs')('./start-sandbox.cjs').startSandbox;
