import { expect, it } from 'vitest';
import { sealDocument } from './viewer-documents.ts';

// printf a | openssl dgst -sha384 -binary | base64
const hashOfA = 'sha384-VKWbnyKwuAiA2EJ+VIt8I6vYc0huHwNdzpzWl+hRdQM8qojm1XvDXvrgta/TFF8x';

it('gives each script and stylesheet its hash, and has it fetched with CORS', async () => {
  const html =
    '<title>x</title><link rel="stylesheet" href="/v/a.css" /><script src="/v/a.js" defer></script>';
  const asked: string[] = [];
  const sealed = await sealDocument(html, async (path) => {
    asked.push(path);
    return 'a';
  });
  const more = `integrity="${hashOfA}" crossorigin="anonymous"`;
  expect(sealed).toBe(
    `<title>x</title><link rel="stylesheet" href="/v/a.css" ${more} /><script src="/v/a.js" defer ${more}></script>`,
  );
  expect(asked).toEqual(['/v/a.css', '/v/a.js']);
});
