import { useEffect } from 'react';
import type { TransferTotals } from '../../state/transfer.ts';
import { shareOf } from './pace-words.tsx';

/** Pictures of progress that are there: `public/favicon/1.svg` and so on. */
const pictures = 8;

/** The page's icon while so much is done. Files of the site: the policy lets no other picture in. */
function iconOf(share: number): string {
  return `/favicon/${Math.min(pictures, Math.max(1, Math.ceil(share * pictures)))}.svg`;
}

/** While something moves, the page's title says how far it is and its icon shows it. */
export function usePageProgress(run: TransferTotals, product: string, locale: string): void {
  const isLive = run.live > 0;
  const share = isLive ? shareOf(run) : 0;
  // Not 100 % before all of it is done.
  const percent = Math.min(0.99, Math.floor(share * 100) / 100);
  const icon = isLive ? iconOf(share) : '/favicon.svg';

  useEffect(() => {
    const figure = new Intl.NumberFormat(locale, { style: 'percent' }).format(percent);
    document.title = isLive ? `${figure} – ${product}` : product;
    return () => {
      document.title = product;
    };
  }, [isLive, percent, product, locale]);

  useEffect(() => {
    showIcon(icon);
    return () => showIcon('/favicon.svg');
  }, [icon]);
}

function showIcon(href: string): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (link !== null && link.getAttribute('href') !== href) link.setAttribute('href', href);
}
