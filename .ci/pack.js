import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';
import { manifestOf, readmeOf } from './manifest.js';

/*
 * Makes what is published, from a build of its own, and the source maps of it beside:
 *
 *     node .ci/pack.js [FOLDER]     mp-orders-VERSION.tgz and mp-orders-VERSION-maps.tgz
 *
 * What is in the package is for .npmignore to decide. Of package.json stays what a user needs.
 */
const home = fileURLToPath(new URL('..', import.meta.url));
const target = resolve(process.argv[2] ?? '.');
const stage = await mkdtemp(join(tmpdir(), 'mp-orders-pack-'));
try {
  const manifest = JSON.parse(await readFile(join(home, 'package.json'), 'utf8'));
  const name = `${manifest.name}-${manifest.version}`;
  await mkdir(target, { recursive: true });

  const whole = join(stage, 'package');
  execFileSync(process.execPath, ['esbuild.config.js', join(whole, 'dist')], { cwd: home });
  for (const file of namesIn(home).filter((one) => !/^(dist|package\.json)\b/.test(one))) {
    await mkdir(dirname(join(whole, file)), { recursive: true });
    await cp(join(home, file), join(whole, file));
    if (file.endsWith('.cjs')) await leaveOutComments(join(whole, file));
  }
  await cp(join(home, '.npmignore'), join(whole, '.npmignore'));
  const published = manifestOf(manifest);
  await writeFile(join(whole, 'package.json'), `${JSON.stringify(published, undefined, 2)}\n`);
  const readme = readmeOf(await readFile(join(home, 'README.md'), 'utf8'), published);
  await writeFile(join(whole, 'README.md'), readme);
  pack(whole);

  const maps = join(stage, 'maps');
  await mkdir(join(maps, 'dist'), { recursive: true });
  for (const file of (await readdir(join(whole, 'dist'))).filter((one) => one.endsWith('.map'))) {
    await cp(join(whole, 'dist', file), join(maps, 'dist', file));
  }
  const named = { name: `${manifest.name}-maps`, version: manifest.version, private: true };
  await writeFile(join(maps, 'package.json'), JSON.stringify(named));
  const made = pack(maps);
  await rename(join(target, made), join(target, `${name}-maps.tgz`));
  console.log(`${name}.tgz and its source maps, ${name}-maps.tgz, are in ${target}`);
} finally {
  await rm(stage, { recursive: true });
}

/** @param {string} file */
async function leaveOutComments(file) {
  const text = await readFile(file, 'utf8');
  const { code } = await transform(text, { minifyWhitespace: true, target: 'node20' });
  await writeFile(file, code);
}

/** @param {string} cwd @param {string[]} args */
function npmPack(cwd, ...args) {
  const words = ['pack', '--json', '--ignore-scripts', ...args];
  const shell = process.platform === 'win32'; // npm is npm.cmd there
  const [packed] = JSON.parse(
    execFileSync('npm', words, { cwd, shell, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }),
  );
  return packed;
}

/** The files that npm takes. @param {string} folder @returns {string[]} */
function namesIn(folder) {
  const files = /** @type {{ path: string }[]} */ (npmPack(folder, '--dry-run').files);
  return files.map(({ path }) => path);
}

/** @param {string} folder @returns {string} the file's name */
function pack(folder) {
  return npmPack(folder, '--pack-destination', target).filename;
}
