import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readZip } from '../../src/transfer/testing/read-zip.ts';
import { textPdf } from '../text-pdf.ts';
import type { Driver } from './driver.ts';
import { checkboxNamed, isTicked, menuItemNamed, viewerSays, watchViewer } from './page-queries.ts';
import type { Person } from './person.ts';

/** 8 by 8 pixels of one colour. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEklEQVR42mNgiNHCihgGmQQAUYw6wZd6ZKkAAAAASUVORK5CYII=',
  'base64',
);
/** milliseconds until a frame shows, or a download is whole */
const patience = 60_000;

const contents: Readonly<Record<string, Buffer>> = {
  'picture.png': png,
  'paper.pdf': textPdf(['A page', 'Another']),
  'note.txt': Buffer.from('three files in one archive\n'.repeat(1000)),
};

/**
 * Seals three small files, opens all three as one ZIP, which is unzipped, and looks at the picture and the PDF in the viewer's frames.
 * @param folder where the files may be written, new
 * @throws Error in words that say what did not happen
 */
export async function lookAndZip(driver: Driver, person: Person, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries(contents)) {
    const path = join(folder, name);
    await writeFile(path, content);
    await person.chooseFile('Choose files', path);
    await person.watch({ kind: 'Sealing', name }, ({ status }) => status === 'done', patience);
  }
  for (const name of Object.keys(contents)) {
    await person.click(`checkbox of ${name}`, () => driver.find(checkboxNamed, name));
    // What can be done with a selection stands above the list, and moves it when it appears.
    await person.see('Open as one ZIP');
    await person.await(`tick at ${name}`, async () => (await driver.evaluate(isTicked, name)) || null);
  }
  await person.press('Open as one ZIP');
  await compare(await savedArchive(driver.downloads));
  // With several selected the menu of a line is about all of them, and none are viewed together.
  await person.press('Clear selection');
  await driver.evaluate(watchViewer);
  for (const name of ['picture.png', 'paper.pdf']) {
    await person.press(`More for ${name}`);
    await person.click(`menu item “View” of ${name}`, () => driver.find(menuItemNamed, 'View'));
    await person.await(`sign that ${name} is shown`, async () =>
      (await driver.evaluate(viewerSays)) === 'shown' ? true : null,
    );
    await person.press('Close');
  }
}

async function savedArchive(downloads: string): Promise<string> {
  const deadline = performance.now() + patience;
  for (;;) {
    const name = (await readdir(downloads)).find((one) => one.endsWith('.zip'));
    if (name !== undefined) {
      const path = join(downloads, name);
      const before = (await stat(path)).size;
      await sleep(500);
      if (before > 0 && (await stat(path)).size === before) return path;
    }
    if (performance.now() > deadline) throw new Error('the browser saved no archive');
    await sleep(100);
  }
}

/** With a reader that shares nothing with the writer. */
async function compare(archive: string): Promise<void> {
  const bytes = new Uint8Array(await readFile(archive));
  const read = (offset: number, length: number) => bytes.slice(offset, offset + length);
  const entries = readZip({ size: bytes.length, read });
  const names = entries.map(({ name }) => name).toSorted();
  const wanted = Object.keys(contents).toSorted();
  if (names.join() !== wanted.join()) throw new Error(`the archive holds ${names.join(', ')}`);
  for (const { name, content } of entries)
    if (contents[name]?.equals(content()) !== true)
      throw new Error(`${name} came out of the archive with other bytes`);
}
