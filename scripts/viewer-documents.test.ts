import { expect, it } from 'vitest';
import { sealDocument } from './viewer-documents.ts';

// printf a | openssl dgst -sha384 -binary | base64
const hashOfA = 'sha384-VKWbnyKwuAiA2EJ+VIt8I6vYc0huHwNdzpzWl+hRdQM8qojm1XvDXvrgta/TFF8x';

it('gives each script its hash, has it fetched with CORS, and takes each stylesheet in', async () => {
  const html =
    '<title>x</title><link rel="stylesheet" href="/v/a.css" /><script src="/v/a.js" defer></script>';
  const asked: string[] = [];
  const sealed = await sealDocument(html, async (path) => {
    asked.push(path);
    return 'a';
  });
  expect(sealed).toBe(
    `<title>x</title><style>a</style><script src="/v/a.js" defer integrity="${hashOfA}" crossorigin="anonymous"></script>`,
  );
  expect(asked).toEqual(['/v/a.css', '/v/a.js']);
});

it('takes in no style that would end its element', async () => {
  const html = '<link rel="stylesheet" href="/v/a.css" />';
  await expect(sealDocument(html, async () => 'a{}</style>')).rejects.toThrow('/v/a.css');
});
