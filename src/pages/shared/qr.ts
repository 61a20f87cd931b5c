import { qrMatrix, quietZone } from '../../terminal/qr/qr-matrix.ts';
import { h, type PageNode } from './node.ts';

/** The code of a text, dark on light in any theme, as a picture that a name is given to. */
export function qrNode(text: string, name: string): PageNode {
  const { size, isDark } = qrMatrix(text);
  const side = size + 2 * quietZone;
  let path = '';
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const start = column;
      while (isDark(row, column)) column++;
      const length = column - start;
      if (length > 0) path += `M${start + quietZone} ${row + quietZone}h${length}v1h-${length}z`;
    }
  }
  const box = `0 0 ${side} ${side}`;
  return h(
    'svg',
    { viewBox: box, role: 'img', 'aria-label': name, 'shape-rendering': 'crispEdges', class: 'qr' },
    h('path', { fill: '#fff', d: `M0 0h${side}v${side}H0z` }),
    h('path', { fill: '#000', d: path }),
  );
}
