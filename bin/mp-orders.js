#!/usr/bin/env node
import module from 'node:module';

module.enableCompileCache?.(); // Node 22 and later: the second start is faster
const { start } = await import('../dist/main.js');
await start();
