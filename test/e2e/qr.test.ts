import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { PNG } from 'pngjs';
import { readQr, scanQr } from '../helpers/read-qr.ts';
import { bin, tempFolder } from '../helpers/run-bin.ts';
import { paint, themes } from '../helpers/screen.ts';
import { order } from '../helpers/served-sandbox.ts';

/** The EMV payload of the sandbox's first order; its CRC is right. */
const payload =
  '00020101021243650016com.mercadolibre0201306368b259dfe-13b8-443c-b726-a5376ff39ed3' +
  '50150011300000000075204970053030325802AR5913Test seller 16004CABA63042ECB';

/** Without the last line break; the spaces before it are the quiet zone. */
const drawing = (stdout: string) => stdout.replace(/\n$/, '');

describe('qr show', () => {
  test('draws half blocks through a pipe, which a scanner reads in the dark', async () => {
    const { code, stdout, stderr } = await bin(['qr', 'show', payload]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(scanQr(paint(drawing(stdout), themes.dark))).toBe(payload);
  });

  test('colours it through a pipe when asked, so that it scans in any theme', async () => {
    const { stdout } = await bin(['qr', 'show', payload], { env: { FORCE_COLOR: '2' } });
    const read = Object.values(themes).map((theme) => scanQr(paint(drawing(stdout), theme)));
    expect(read).toEqual([payload, payload]);
  });

  test('draws in ASCII when asked, from stdin', async () => {
    const { stdout } = await bin(['qr', 'show', '-', '--qr', 'ascii'], { input: `${payload}\n` });
    expect(stdout).toMatch(/^[ #\n]+$/);
    expect(scanQr(paint(drawing(stdout), themes.light))).toBe(payload);
  });

  test('writes a PNG that reads', async () => {
    const cwd = tempFolder();
    expect(await bin(['qr', 'show', '--out', 'qr.png', payload], { cwd })).toEqual({
      code: 0,
      stdout: '',
      stderr: 'QR code written to qr.png\n',
    });
    const { data, width, height } = PNG.sync.read(readFileSync(join(cwd, 'qr.png')));
    expect(readQr({ data: new Uint8ClampedArray(data), width, height })).toBe(payload);
  });

  test.each([
    ['an empty payload', [''], 'The payload is empty.'],
    ['one too long for any code', ['x'.repeat(3000)], 'too long'],
    ['a picture of no known kind', [payload, '--out', 'qr.gif'], 'neither in .svg nor in .png'],
    ['a folder that is not there', [payload, '--out', 'no/such/qr.svg'], 'could not be written'],
    ['no payload', [], "Missing required argument 'payload'."],
  ])('refuses %s with 2', async (_what, argv, message) => {
    const { code, stdout, stderr } = await bin(['qr', 'show', ...argv]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});

describe('the code of an order', () => {
  const create = ['create', '--sandbox', ...order, '--mode', 'dynamic', '-q'];
  const scanned = (stdout: string) => scanQr(paint(drawing(stdout), themes.dark));

  test('is drawn again by its id, from what was written down here', async () => {
    const home = tempFolder();
    const [id = '', code = ''] = (
      await bin([...create, '--field', 'id', '--field', 'qr_data'], { home })
    ).stdout
      .trim()
      .split('\t');
    const show = (...argv: string[]) => bin(['qr', 'show', ...argv], { home });
    const again = await show(` #${id.toLowerCase()}.`);
    expect([again.code, scanned(again.stdout)]).toEqual([0, code]);
    expect(again.stderr).toBe(
      `This is the code with which ${id} was created. How the order stands now: mp-orders get ${id} --provider mercadopago --profile sandbox\n`,
    );
    const decoded = await bin(['qr', 'decode', id, '--field', 'crc.valid', '-q'], { home });
    expect(decoded).toEqual({ code: 0, stdout: 'true\n', stderr: '' });
  });

  test.each([
    ['a row', []],
    ['a document', ['--json']],
    ['the payload alone', ['--field', 'qr_data']],
    ['a document of the code', ['--field', 'type_response']],
  ])('is found in %s of it', async (_what, flags) => {
    const home = tempFolder();
    const { stdout } = await bin([...create, ...flags], { home });
    const shown = await bin(['qr', 'show', '-', '-q'], { home, input: stdout });
    expect([shown.code, shown.stderr, scanned(shown.stdout)]).toEqual([
      ...[0, '', expect.stringMatching(/^000201/)],
    ]);
  });

  test('is asked for where another machine created it; a static order has none', async () => {
    const home = tempFolder();
    const made = await bin(['sandbox', 'add', 'mercadopago', '--field', 'id', '-q'], { home });
    const id = made.stdout.trim();
    const argv = ['qr', 'show', id, '--sandbox', '--json'];
    const { code, stdout, stderr } = await bin(argv, { home });
    expect([code, stdout]).toEqual([5, '']);
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: 'no_code', exit_code: 5 } });
  });

  test('is one code: several orders are refused', async () => {
    const input = `ORDTST${'0'.repeat(26)}\tcreated\nORDTST${'1'.repeat(26)}\tcreated\n`;
    expect(await bin(['qr', 'show', '-'], { input })).toMatchObject({ code: 2, stdout: '' });
  });

  test('that is no payment code is drawn with a warning', async () => {
    const { code, stdout, stderr } = await bin(['qr', 'show', 'https://example.com/menu']);
    expect([code, scanned(stdout)]).toEqual([0, 'https://example.com/menu']);
    expect(stderr).toBe(
      'Warning: this is not an EMV payload, as payment codes are: wallets may refuse it.\n',
    );
    const altered = await bin(['qr', 'show', payload.replace('2ECB', '2ECC')]);
    expect([altered.code, altered.stderr.startsWith('Warning: the CRC of this code')]).toEqual([
      ...[0, true],
    ]);
  });
});

describe('qr decode', () => {
  test.each(['"', "'"])(
    'takes a code between %s, as cmd.exe and JSON hand it on',
    async (quote) => {
      const argv = ['qr', 'decode', `${quote}${payload}${quote}`, '--field', 'crc.valid'];
      expect(await bin(argv)).toMatchObject({ code: 0, stdout: 'true\n' });
    },
  );

  test('names the fields and checks the CRC', async () => {
    expect(await bin(['qr', 'decode', payload])).toEqual({
      code: 0,
      stdout: [
        '00\tPayload format indicator\t01\t',
        '01\tPoint of initiation method\t12\tdynamic',
        '43\tMerchant account information\t\t',
        '43.00\tGlobally unique identifier\tcom.mercadolibre\t',
        '43.02\tIssuer specific data\t3\t',
        '43.06\tIssuer specific data\t8b259dfe-13b8-443c-b726-a5376ff39ed3\t',
        '50\tMerchant account information\t\t',
        '50.00\tGlobally unique identifier\t30000000007\t',
        '52\tMerchant category code\t9700\t',
        '53\tTransaction currency\t032\tARS',
        '58\tCountry code\tAR\t',
        '59\tMerchant name\tTest seller 1\t',
        '60\tMerchant city\tCABA\t',
        '63\tCRC\t2ECB\tright',
        '',
      ].join('\n'),
      stderr: '',
    });
  });

  test('takes what create prints, through a pipe', async () => {
    const home = tempFolder();
    const argv = ['create', '--sandbox', ...order, '--mode', 'dynamic'];
    const created = await bin([...argv, '--field', 'type_response.qr_data', '-q'], { home });
    const decoded = await bin(['qr', 'decode', '-', '--json'], { input: created.stdout });
    expect({ ...decoded, stdout: JSON.parse(decoded.stdout) as unknown }).toEqual({
      code: 0,
      stdout: expect.objectContaining({
        crc: expect.objectContaining({ valid: true }),
      }),
      stderr: '',
    });
  });

  test('ends a wrong code with 3: what was read, what is wrong, what would be right', async () => {
    const { code, stdout, stderr } = await bin(['qr', 'decode', payload.replace('2ECB', '0000')]);
    expect({ code, stderr, last: stdout.trimEnd().split('\n').at(-1) }).toEqual({
      code: 3,
      stderr: `Error: This code is wrong.
  - The CRC is 0000 and should be 2ECB: the payload was altered or cut.
This would be right:
  mp-orders qr show '${payload}'
`,
      last: '63\tCRC\t0000\twrong: should be 2ECB',
    });
    const wrong = payload.replace('5913Test', '5916Test');
    const json = await bin(['qr', 'decode', wrong, '--json']);
    expect([json.code, JSON.parse(json.stdout), JSON.parse(json.stderr)]).toEqual([
      3,
      expect.objectContaining({
        right: payload,
        unread: expect.stringContaining('4CABA'),
        faults: [
          {
            code: 'length',
            field: '59',
            message: 'Field 59 says that it has 16 characters, and it has 13: 5916 should be 5913.',
          },
        ],
      }),
      { error: expect.objectContaining({ code: 'wrong_emv_qr', exit_code: 3 }) },
    ]);
  });

  test.each(['abc', '0002', ' '])('refuses %j with 2', async (text) => {
    expect(await bin(['qr', 'decode', text])).toMatchObject({ code: 2, stdout: '' });
  });
});
