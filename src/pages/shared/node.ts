/** What a page is to show, as data: an element, or text. Text stays text, even where it looks like HTML. */
export interface PageNode {
  tag: string;
  attributes: Readonly<Record<string, string | boolean>>;
  children: readonly (PageNode | string)[];
  /** Tells it from its siblings, so that it is found again when their order changes. */
  key?: string;
}

export type Child = PageNode | string | false | undefined | readonly Child[];

/** `false` leaves an attribute out. `key` is no attribute. */
type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

const isList = (child: Child): child is readonly Child[] => Array.isArray(child);

function flat(children: readonly Child[]): (PageNode | string)[] {
  return children.flatMap((child) => {
    if (child === false || child === undefined) return [];
    return isList(child) ? flat(child) : [child];
  });
}

/** An element. */
export function h(tag: string, attributes: Attributes = {}, ...children: Child[]): PageNode {
  const { key, ...rest } = attributes;
  const present = Object.entries(rest).flatMap(([name, value]): [string, string | boolean][] =>
    value === undefined ? [] : [[name, typeof value === 'number' ? String(value) : value]],
  );
  return {
    tag,
    attributes: Object.fromEntries(present),
    children: flat(children),
    ...(key !== undefined && { key: String(key) }),
  };
}
