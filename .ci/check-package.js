import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/*
 * What gets published: the right files, small enough, needing nothing; and it runs, installed from
 * its tarball into an empty folder, on each Node that package.json names.
 */
const allowed =
  /^(package\.json|README\.md|LICENSE|bin\/(mp-orders|sandbox-hook)\.cjs|dist\/(main|sandbox)\.cjs|dist\/(code|texts|pages)-\w+\.br|types\/sandbox\.d\.cts|dist\/((THIRD-PARTY-LICENSES|help|help-wide)\.txt|mp-orders\.1))$/;
/** Of the tarball. The package is fetched anew by each `npx`. */
const mostBytes = 490_000;
const mostFiles = 120;
const nodeVersions = ['20', '22', '24'];

const folder = mkdtempSync(join(tmpdir(), 'mp-orders-package-'));
try {
  const tarball = pack();
  const bin = install(tarball);
  for (const version of nodeVersions) smokeTest(nodeBinary(version), bin, version);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** @param {string} file @param {string[]} args @param {object} [options] */
function run(file, args, options = {}) {
  return execFileSync(file, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    ...options,
  });
}

/** @param {boolean} right @param {string} sentence */
function demand(right, sentence) {
  if (!right) throw new Error(`Package check: ${sentence}`);
}

function pack() {
  run('node', ['.ci/pack.js', folder]);
  const { name, version } = JSON.parse(readFileSync('package.json', 'utf8'));
  const tarball = join(folder, `${name}-${version}.tgz`);
  const files = run('tar', ['-tzf', tarball])
    .trim()
    .split('\n')
    .map((path) => path.replace(/^package\//, ''));
  const strangers = files.filter((path) => !allowed.test(path));
  demand(strangers.length === 0, `these do not belong in the package: ${strangers.join(', ')}`);
  for (const needed of [
    'README.md',
    'LICENSE',
    'dist/main.cjs',
    'bin/sandbox-hook.cjs',
    'dist/sandbox.cjs',
    'dist/mp-orders.1',
    'types/sandbox.d.cts',
  ]) {
    demand(files.includes(needed), `${needed} is missing`);
  }
  const bytes = statSync(tarball).size;
  demand(bytes <= mostBytes, `${bytes} bytes packed; at most ${mostBytes}`);
  demand(files.length <= mostFiles, `${files.length} files; at most ${mostFiles}`);
  const manifest = JSON.parse(run('tar', ['-xzOf', tarball, 'package/package.json']));
  for (const field of ['dependencies', 'devDependencies', 'scripts']) {
    demand(manifest[field] === undefined, `its package.json has ${field}`);
  }
  console.log(`${files.length} files, ${bytes} bytes packed`);
  return tarball;
}

/** @param {string} tarball */
function install(tarball) {
  const cwd = join(folder, 'empty');
  run('mkdir', [cwd]);
  run('npm', ['install', '--prefix', cwd, '--no-audit', '--no-fund', tarball]);
  const version = run('npx', ['--no-install', 'mp-orders', '--version'], { cwd }).trim();
  console.log(`npx mp-orders --version: ${version}`);
  const global = join(folder, 'global');
  run('npm', ['install', '--global', '--prefix', global, '--no-audit', '--no-fund', tarball]);
  const man = join(global, 'share', 'man', 'man1', 'mp-orders.1');
  demand(existsSync(man), 'npm install --global puts no man page in its place');
  return join(cwd, 'node_modules', 'mp-orders', 'bin', 'mp-orders.cjs');
}

/** The npm registry has Node itself, as one package for each platform. @param {string} major */
function nodeBinary(major) {
  if (process.version.startsWith(`v${major}.`)) return process.execPath;
  const prefix = join(folder, `node${major}`);
  const name = `node-${process.platform}-${process.arch}`;
  run('npm', ['install', '--prefix', prefix, '--no-audit', '--no-fund', `${name}@${major}`]);
  return join(prefix, 'node_modules', name, 'bin', 'node');
}

/** @param {string} node @param {string} bin @param {string} major */
function smokeTest(node, bin, major) {
  const env = { PATH: process.env.PATH, MP_ORDERS_HOME: join(folder, `home${major}`) };
  const orders = (/** @type {string[]} */ ...args) => run(node, [bin, ...args], { env });
  const quiet = ['--sandbox', '--quiet'];
  const order = ['--amount', '50', '--pos', 'EXTERNALPOS019285', '--mode', 'dynamic'];
  const id = orders('create', ...order, ...quiet, '--field', 'id').trim();
  orders('sandbox', 'pay', id);
  const status = orders('get', id, ...quiet, '--field', 'status').trim();
  demand(status === 'processed', `on Node ${major} a paid order reads "${status}"`);
  const batch = run('sh', ['-c', '"$0" "$1" create --sandbox --from - -q 2>&1', node, bin], {
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
    input: 'amount,pos\n50,EXTERNALPOS019285\n',
  });
  // Something else than the row would be V8, which has not heard of a flag of src/small-heap.ts.
  demand(/^\{"row":1,.*\}\n$/.test(batch), `on Node ${major} a batch prints "${batch}"`);
  // Both ways to load it, from a project that has the package installed.
  const use = (/** @type {string} */ load) =>
    `${load}.then(async ({ startSandbox }) => { const s = await startSandbox(); const { id } = await s.add({ system: 'mollie' }); console.log((await s.pay(id)).status); await s.close(); })`;
  for (const load of [
    "import('mp-orders/sandbox')",
    "Promise.resolve(require('mp-orders/sandbox'))",
  ]) {
    const cwd = join(folder, 'empty');
    const paid = run(node, ['--input-type=commonjs', '-e', use(load)], { cwd }).trim();
    demand(paid === 'paid', `on Node ${major} ${load} prints "${paid}"`);
  }
  console.log(`${run(node, ['--version']).trim()}: created, paid and read orders`);
}
