/** Where the service worker answers for files that are looked at; an id follows. */
export const mediaPath = '/stream/media/';

/**
 * The document that holds the media element. It lies where the service worker answers, which the page does not: what an element asks for is
 * answered by the service worker of its own document.
 */
export const playerUrl = '/stream/player.html';
