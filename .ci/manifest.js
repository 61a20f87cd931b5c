/*
 * What is different in the published package.json and README. The owner names the repository in one
 * place, `repository` of package.json (CONTRIBUTING.md, Release); until then nothing points to one.
 */

/** What only a clone needs. */
const ofClones = ['scripts', 'devDependencies', 'jest', 'prettier', 'overrides'];

/**
 * @param {Record<string, unknown>} manifest package.json as it is here
 * @returns {Record<string, unknown>} as it is published
 */
export function manifestOf(manifest) {
  const kept = Object.entries(manifest).filter(([name]) => !ofClones.includes(name));
  const web = webAddressOf(manifest.repository);
  const named = { repository: { type: 'git', url: `git+${web}.git` } };
  const links = { homepage: `${web}#readme`, bugs: { url: `${web}/issues` }, ...named };
  return { ...Object.fromEntries(kept), ...(web !== undefined && links) };
}

/**
 * `github:owner/name`, `owner/name` or an address, as package.json may have it.
 * @param {unknown} repository
 * @returns {string | undefined} the address of its page
 */
function webAddressOf(repository) {
  const said = /** @type {{ url?: string } | undefined} */ (repository)?.url ?? repository;
  if (said === undefined) return undefined;
  const short = /^(?:github:)?([\w.-]+\/[\w.-]+)$/.exec(String(said))?.[1];
  const web = short === undefined ? String(said) : `https://github.com/${short}`;
  const address = web.replace(/^git\+/, '').replace(/\.git$/, '');
  if (!/^https:\/\/[\w.-]+\/[\w./-]+$/.test(address)) {
    throw new Error(`package.json: "repository" is no https address and no owner/name: ${said}`);
  }
  return address;
}

/**
 * The package has no docs/, so its README links to those of the repository, of this version.
 * @param {string} readme
 * @param {Record<string, any>} published
 */
export function readmeOf(readme, { repository, version }) {
  if (repository === undefined) return readme;
  const web = webAddressOf(repository);
  return readme.replace(
    /(!?\[[^\]]*\])\((?!https?:|#)([^)]+)\)/g,
    (_, text, path) =>
      `${text}(${web}/${text.startsWith('!') ? 'raw' : 'blob'}/v${version}/${path})`,
  );
}
