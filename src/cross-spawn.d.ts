declare module 'cross-spawn' {
  /** As `spawn` of node:child_process, for what Windows starts otherwise. */
  const spawn: typeof import('node:child_process').spawn;
  export default spawn;
}
