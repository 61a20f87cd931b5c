import { run } from 'jest';

/*
 * Runs jest with the words after `npm test --` as patterns of paths. jest itself would take the word
 * `help` for --help.
 */
process.env.NODE_ENV ??= 'test';
await run(process.argv.slice(2).map((word) => (word === 'help' ? '[h]elp' : word)));
