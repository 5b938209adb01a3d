import { describe, expect, it } from 'vitest';
import { downloadName } from './download-name.ts';

describe('downloadName()', () => {
  it.each([
    ['report.pdf', 'report.pdf'],
    ['契約書 🗝 é.pdf', '契約書 🗝 é.pdf'],
    ['👩\u200d💻 notes.txt', '👩\u200d💻 notes.txt'],
    ['../../etc/passwd', '_.._etc_passwd'],
    ['..\\..\\boot.ini', '_.._boot.ini'],
    ['a\u0000b\nc', 'a_b_c'],
    ['\u202egnp.exe', '_gnp.exe'],
    ['.bashrc', 'bashrc'],
    ['...', 'opened-file'],
    ['', 'opened-file'],
    ['half \ud800.txt', 'half _.txt'],
    ['CON: <a|b>?*', 'CON_ _a_b___'],
  ])('%j becomes %j', (name, expected) => {
    expect(downloadName(name)).toBe(expected);
  });
});
