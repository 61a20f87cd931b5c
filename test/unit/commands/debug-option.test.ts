import { describe, expect, test } from '@jest/globals';
import { run } from '../../helpers/run.ts';

const id = `ORDTST${'0'.repeat(26)}`;

describe('--debug=curl', () => {
  test.each([
    [['--debug=curl', 'get', id, '--sandbox']],
    [['get', '--debug=curl', id, '--sandbox']],
    [['get', id, '--sandbox', '--debug=curl']],
  ])('may stand anywhere, and takes no word with it: %j', async (argv) => {
    const { code, stderr } = await run(argv);
    expect({
      code,
      curl: stderr.includes(`curl -X GET 'http://127.0.0.1:4010/v1/orders/${id}'`),
    }).toEqual({ code: 5, curl: true });
  });

  test.each([
    ['the value of an option', ['--profile=--debug=curl', 'sandbox', 'list']],
    ['behind --', ['qr', 'decode', '--', '--debug=curl']],
  ])('is a word like any other as %s', async (_where, argv) => {
    const { code, stderr } = await run(argv);
    expect(code).toBe(2);
    expect(stderr).toContain('"--debug=');
  });

  test('is left alone in a value', async () => {
    const argv = [
      'create',
      '--amount',
      '5',
      '--pos',
      'X',
      '--description=--debug=curl',
      '--dry-run',
    ];
    const { code, stdout } = await run([...argv, '--sandbox', '--field', 'body.description']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '--debug=curl\n' });
  });

  test.each(['--debug=xml', '--debug-curl'])('%s is no option', async (word) => {
    const { code, stderr } = await run(['get', id, word]);
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`Unknown option '${word}'.`),
    });
  });
});
