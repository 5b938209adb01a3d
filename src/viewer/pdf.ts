import {
  getDocument,
  TextLayer,
  type PDFDocumentProxy,
  type RenderTask,
} from 'pdfjs-dist/legacy/build/pdf.mjs';
import { WorkerMessageHandler } from 'pdfjs-dist/legacy/build/pdf.worker.mjs';
import { createPdfBar } from './pdf-bar.ts';
import { tellOfEscape, tellPage } from './tell-page.ts';
import { pdfText, type ShownPdf } from './viewer-protocol.ts';

/**
 * Runs in the frame that shows opened PDF files: a sandbox of an opaque origin, that can reach nothing and keeps nothing. Pages are drawn one at
 * a time, as they are asked for. What a PDF can hold beside its pages is left alone: scripts, forms, attachments and links do nothing.
 */
const zoomStep = 1.25;
const zooms = { least: 0.5, most: 4 } as const;
/** CSS pixels that a point of the page takes at most to begin with. */
const mostFit = 1.5;
/** Pixels of the largest canvas; browsers refuse to make much larger ones. */
const mostPixels = 16 * 1024 * 1024;

// PDF.js looks for its worker's half here: a frame of an opaque origin can start no worker of another address.
Object.assign(globalThis, { pdfjsWorker: { WorkerMessageHandler } });

async function show({ bytes, words }: ShownPdf): Promise<void> {
  const pdf = await getDocument({
    data: bytes,
    enableXfa: false,
    // Nothing can be fetched here: what a file does not bring along is taken from the system's fonts, or left out.
    useSystemFonts: true,
    useWorkerFetch: false,
    useWasm: false,
    isOffscreenCanvasSupported: false,
    disableWorkerRendering: true,
    verbosity: 0,
  }).promise;
  document.documentElement.lang = words.language;
  document.documentElement.dir = words.direction;
  const region = Object.assign(document.createElement('main'), { tabIndex: 0 });
  const draw = drawer(pdf, region);
  let page = 1;
  let zoom = 1;
  const update = async (): Promise<void> => {
    bar.say({
      page: pdfText(words.page, { page: String(page), pages: String(pdf.numPages) }),
      isFirst: page === 1,
      isLast: page === pdf.numPages,
      isSmallest: zoom <= zooms.least,
      isLargest: zoom >= zooms.most,
    });
    await draw(page, zoom);
  };
  const turn = (by: number): void => {
    const to = Math.min(pdf.numPages, Math.max(1, page + by));
    if (to === page) return;
    page = to;
    region.scrollTo(0, 0);
    redraw();
  };
  const scale = (by: number): void => {
    zoom = Math.min(zooms.most, Math.max(zooms.least, zoom * by));
    redraw();
  };
  const redraw = (): void => {
    update().catch(() => tellPage({ viewer: 'failed' }));
  };
  const bar = createPdfBar(words, {
    previous: () => turn(-1),
    next: () => turn(1),
    smaller: () => scale(1 / zoomStep),
    larger: () => scale(zoomStep),
  });
  document.body.replaceChildren(bar.element, region);
  await update();
  let width = region.offsetWidth;
  new ResizeObserver(() => {
    if (region.offsetWidth === width) return;
    width = region.offsetWidth;
    redraw();
  }).observe(region);
  tellPage({ viewer: 'shown' });
}

/** Draws one page into the region; a later call takes the place of one that is not done. */
function drawer(pdf: PDFDocumentProxy, region: HTMLElement): (page: number, zoom: number) => Promise<void> {
  let latest = 0;
  let task: RenderTask | null = null;
  return async (number, zoom) => {
    const turn = (latest += 1);
    task?.cancel();
    const page = await pdf.getPage(number);
    if (turn !== latest) return;
    const natural = page.getViewport({ scale: 1 });
    const fit = Math.min(mostFit, Math.max(0.1, (region.clientWidth - 32) / natural.width));
    const viewport = page.getViewport({ scale: fit * zoom });
    const area = viewport.width * viewport.height;
    const density = Math.min(window.devicePixelRatio, Math.sqrt(mostPixels / Math.max(1, area)));
    const sheet = Object.assign(document.createElement('div'), { className: 'sheet' });
    sheet.style.setProperty('--total-scale-factor', String(viewport.scale));
    sheet.style.inlineSize = `${viewport.width}px`;
    sheet.style.blockSize = `${viewport.height}px`;
    const canvas = Object.assign(document.createElement('canvas'), {
      width: Math.max(1, Math.floor(viewport.width * density)),
      height: Math.max(1, Math.floor(viewport.height * density)),
    });
    canvas.setAttribute('aria-hidden', 'true');
    const text = Object.assign(document.createElement('div'), { className: 'text' });
    sheet.append(canvas, text);
    task = page.render({ canvas, viewport, transform: [density, 0, 0, density, 0, 0] });
    try {
      await task.promise;
    } catch (thrown) {
      if (turn !== latest) return;
      throw thrown;
    }
    const layer = new TextLayer({ textContentSource: page.streamTextContent(), container: text, viewport });
    await layer.render();
    if (turn === latest) region.replaceChildren(sheet);
  };
}

function isShownPdf(data: unknown): data is ShownPdf {
  return (
    typeof data === 'object' &&
    data !== null &&
    'kind' in data &&
    data.kind === 'pdf' &&
    'bytes' in data &&
    data.bytes instanceof Uint8Array
  );
}

window.addEventListener('message', (event) => {
  if (event.source === window.parent && isShownPdf(event.data))
    show(event.data).catch(() => tellPage({ viewer: 'failed' }));
});
tellOfEscape();
tellPage({ viewer: 'ready' });
