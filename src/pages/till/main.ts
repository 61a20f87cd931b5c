import { languageOf } from '../shared/language.ts';
import { patch } from '../shared/patch.ts';
import type { SaleState } from './state.ts';
import { screenView, type Screen } from './view.ts';

const host = document.querySelector('#page') as HTMLElement;
const screen: Screen = {
  language: languageOf(document.documentElement.lang) ?? 'en',
  sale: undefined,
  leftMs: undefined,
  isLost: false,
};
/** When the sale can be paid no more, by `performance.now()`. */
let endsAt: number | undefined;

function show(): void {
  screen.leftMs = endsAt === undefined ? undefined : endsAt - performance.now();
  patch(host, screenView(screen));
}

const source = new EventSource(location.pathname);
source.addEventListener('message', ({ data }: MessageEvent<string>) => {
  const sale = JSON.parse(data) as SaleState;
  Object.assign(screen, { sale, isLost: false });
  endsAt = sale.leftMs === undefined ? undefined : performance.now() + sale.leftMs;
  if (sale.is !== 'open') source.close(); // it ends with the command, and so does this
  show();
});
source.addEventListener('error', () => {
  screen.isLost = true;
  show();
});
setInterval(show, 250);
