import type { PageNode } from './node.ts';

/** The keys of elements that have one. */
const keys = new WeakMap<Node, string>();

/** What the user changes in an element: it is set once, and left alone. */
const own = new Set(['value', 'open', 'selected', 'checked']);

const svg = 'http://www.w3.org/2000/svg';

/**
 * Makes the children of an element what they are to be, with as few changes as that takes: focus,
 * selections, what was typed and what was opened stay.
 */
export function patch(host: Element, wanted: readonly (PageNode | string)[]): void {
  const keyed = new Map<string, Node>();
  for (const node of host.childNodes) {
    const key = keys.get(node);
    if (key !== undefined) keyed.set(key, node);
  }
  const kept = new Set(wanted.map((one) => (typeof one === 'string' ? undefined : one.key)));
  let at: ChildNode | null = host.firstChild;
  for (const one of wanted) {
    // What is not wanted any more goes first, so that what follows need not move.
    while (at !== null && keys.has(at) && !kept.has(keys.get(at))) at = remove(at);
    const same = typeof one !== 'string' && one.key !== undefined ? keyed.get(one.key) : at;
    const node = same && isLike(same, one) ? same : make(one);
    if (node === at) at = at.nextSibling;
    else host.insertBefore(node, at);
    if (typeof one === 'string') {
      if (node.nodeValue !== one) node.nodeValue = one;
    } else {
      update(node as Element, one);
    }
  }
  while (at !== null) at = remove(at);
}

function remove(node: ChildNode): ChildNode | null {
  const next = node.nextSibling;
  node.remove();
  return next;
}

function isLike(node: Node, one: PageNode | string): boolean {
  if (typeof one === 'string') return node.nodeType === Node.TEXT_NODE;
  return (node as Element).localName === one.tag && keys.get(node) === one.key;
}

function make(one: PageNode | string): ChildNode {
  if (typeof one === 'string') return document.createTextNode(one);
  const { tag, key, attributes } = one;
  const isSvg = tag === 'svg' || tag === 'path';
  const element = isSvg ? document.createElementNS(svg, tag) : document.createElement(tag);
  if (key !== undefined) keys.set(element, key);
  for (const name of own) {
    const value = attributes[name];
    if (value !== undefined && value !== false) element.setAttribute(name, textOf(value));
  }
  return element;
}

function update(element: Element, { attributes, children }: PageNode): void {
  for (const name of element.getAttributeNames()) {
    const isLeftOut = attributes[name] === undefined || attributes[name] === false;
    if (isLeftOut && !own.has(name)) element.removeAttribute(name);
  }
  for (const [name, value] of Object.entries(attributes)) {
    if (own.has(name) || value === false) continue;
    const text = textOf(value);
    if (element.getAttribute(name) !== text) element.setAttribute(name, text);
  }
  patch(element, children);
}

const textOf = (value: string | boolean): string => (value === true ? '' : String(value));
