/** Where not even the messages of the page could be loaded: one sentence for everybody. */
const sentences = [
  ['en', 'Sealdrop could not be loaded. Reload the page.'],
  ['de', 'Sealdrop konnte nicht geladen werden. Lade die Seite neu.'],
  ['ja', 'Sealdrop を読み込めませんでした。ページを再読み込みしてください。'],
  ['ar', 'تعذّر تحميل Sealdrop. أعِد تحميل الصفحة.'],
] as const;

export function showWithoutWords(): void {
  const lines = sentences.map(([language, sentence]) => {
    const line = document.createElement('p');
    line.lang = language;
    line.dir = 'auto';
    line.textContent = sentence;
    return line;
  });
  const page = document.createElement('main');
  page.className = 'lone-page';
  page.append(...lines);
  document.getElementById('root')?.replaceChildren(page);
}
