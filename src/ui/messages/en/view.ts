/** Looking at an opened file, in English. */
export const viewText = {
  opening: 'Opening…',
  save: 'Save',
  frame: (name: string) => `Content of ${name}`,
  notShown: 'This kind of file cannot be shown here. Save it to open it with a program of yours.',
  broken:
    'This picture is damaged, or of a kind that this browser cannot show. Save it to look at it elsewhere.',
  unplayable: 'This browser cannot play this file, or the file is damaged. Save it to play it elsewhere.',
  soundless: 'This browser cannot play the sound of this film. Save it to hear it elsewhere.',
  notStarted:
    'The part of this app that shows files did not start, or is not the one of this build. Save the file instead; if this stays, tell an administrator.',
  brokenPdf: 'This PDF is damaged, or wants a password. Save it to open it with a program of yours.',
  pdf: {
    previous: 'Previous page',
    next: 'Next page',
    smaller: 'Smaller',
    larger: 'Larger',
    page: 'Page {page} of {pages}',
  },
  tooLarge: (limit: string) =>
    `This file is too large to be shown here, where at most ${limit} fit. Save it to open it with a program of yours.`,
  saveInstead: 'Save instead',
  cut: 'Only the beginning is shown. Save the file for all of it.',
} as const;
