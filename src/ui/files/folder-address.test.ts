import { describe, expect, it } from 'vitest';
import { addressOfFolder, folderOfAddress } from './folder-address.ts';

describe('the address of a folder', () => {
  it.each(['', 'reports/', 'reports/2026/', 'a b/100 %/', '?/#/', 'عقود/', '../', 'a%2Fb/'])(
    'comes back as the folder: %j',
    (folder) => {
      expect(folderOfAddress(addressOfFolder(folder))).toBe(folder);
    },
  );

  it('takes what a person typed', () => {
    expect(folderOfAddress('')).toBe('');
    expect(folderOfAddress('#/files')).toBe('');
    expect(folderOfAddress('#/keys/a/')).toBe('');
    expect(folderOfAddress('#/files/reports')).toBe('reports/');
    expect(folderOfAddress('#/files/reports/?x=1')).toBe('reports/');
    expect(folderOfAddress('#/files/100%/')).toBe('100%/');
  });
});
