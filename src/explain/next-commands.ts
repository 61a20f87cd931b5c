/** What fills the places of a command line. */
export interface NextValues {
  /** The id of the order. */
  id?: string | undefined;
}

/** An id of any other shape could be read as an option, or as more than one word by a shell. */
const safeId = /^\w[\w-]*$/;

/** Command lines for a reader: what is not known stays a place to fill in. */
export function fillCommands(templates: readonly string[], { id }: NextValues): string[] {
  const place = id !== undefined && safeId.test(id) ? id : '<id>';
  return templates.map((template) => template.replace('{id}', place));
}

/** Those that can be pasted as they are. */
export function readyCommands(templates: readonly string[], values: NextValues): string[] {
  return fillCommands(templates, values).filter((command) => !/[<…]/.test(command));
}
