import { randomFillSync } from 'node:crypto';

/**
 * A PDF 1.7 file of about `megabytes` MB that any viewer shows: one page whose image is uncompressed RGB noise, with a
 * correct cross-reference table (ISO 32000-1, section 7.5).
 */
export function makePdf(megabytes: number): Buffer {
  const width = 4096;
  const height = Math.ceil((megabytes * 1_000_000) / (width * 3));
  const pixels = randomFillSync(Buffer.alloc(width * height * 3));
  const draw = 'q 595 0 0 842 0 0 cm /Noise Do Q';
  const objects: Buffer[][] = [
    [text('<< /Type /Catalog /Pages 2 0 R >>')],
    [text('<< /Type /Pages /Kids [3 0 R] /Count 1 >>')],
    [
      text(
        '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /Noise 5 0 R >> >> >>',
      ),
    ],
    [text(`<< /Length ${draw.length} >>\nstream\n${draw}\nendstream`)],
    [
      text(
        `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Length ${pixels.length} >>\nstream\n`,
      ),
      pixels,
      text('\nendstream'),
    ],
  ];
  const chunks: Buffer[] = [text('%PDF-1.7\n'), Buffer.from([0x25, 0xe2, 0xe3, 0xcf, 0xd3, 0x0a])];
  const offsets: number[] = [];
  const position = (): number => chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  for (const [index, body] of objects.entries()) {
    offsets.push(position());
    chunks.push(text(`${index + 1} 0 obj\n`), ...body, text('\nendobj\n'));
  }
  const table = position();
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  chunks.push(
    text(
      `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(chunks);
}

function text(ascii: string): Buffer {
  return Buffer.from(ascii, 'latin1');
}
