import type { Messages } from '../shape.ts';

/** Looking at an opened file, in German. */
export const viewText: Messages['view'] = {
  opening: 'Wird geöffnet…',
  save: 'Sichern',
  frame: (name) => `Inhalt von ${name}`,
  notShown:
    'Eine solche Datei kann hier nicht gezeigt werden. Sichere sie, um sie mit einem Programm zu öffnen.',
  broken:
    'Dieses Bild ist beschädigt, oder dieser Browser kann seine Art nicht zeigen. Sichere es, um es anderswo anzusehen.',
  cut: 'Nur der Anfang wird gezeigt. Sichere die Datei, um alles zu haben.',
  unplayable:
    'Dieser Browser kann diese Datei nicht abspielen, oder sie ist beschädigt. Sichere sie, um sie anderswo abzuspielen.',
  soundless:
    'Dieser Browser kann den Ton dieses Films nicht abspielen. Sichere ihn, um ihn anderswo zu hören.',
  notStarted:
    'Der Teil dieser App, der Dateien zeigt, ist nicht gestartet oder nicht der dieses Builds. Sichere die Datei stattdessen; bleibt es dabei, sag der Administration Bescheid.',
  brokenPdf:
    'Dieses PDF ist beschädigt oder verlangt ein Kennwort. Sichere es, um es mit einem Programm zu öffnen.',
  pdf: {
    previous: 'Vorige Seite',
    next: 'Nächste Seite',
    smaller: 'Kleiner',
    larger: 'Größer',
    page: 'Seite {page} von {pages}',
  },
  tooLarge: (limit) =>
    `Diese Datei ist zu groß, um hier gezeigt zu werden; höchstens ${limit} passen. Sichere sie, um sie mit einem Programm zu öffnen.`,
  saveInstead: 'Stattdessen sichern',
};
