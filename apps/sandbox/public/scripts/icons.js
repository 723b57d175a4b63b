const PATHS = {
  back: '<path d="M15 5l-7 7 7 7"/>',
  camera: '<path d="M4 8h3l2-3h6l2 3h3v11H4z"/><circle cx="12" cy="13" r="3.4"/>',
  check: '<path d="M5 12.5l4.5 4.5L19 7.5"/>',
  close: '<path d="M6 6l12 12M18 6L6 18"/>',
  dots: '<circle cx="5" cy="12" r="1.4"/><circle cx="12" cy="12" r="1.4"/><circle cx="19" cy="12" r="1.4"/>',
  external: '<path d="M14 5h5v5M19 5l-8 8M17 14v5H5V7h5"/>',
  file: '<path d="M7 3h7l4 4v14H7z"/><path d="M14 3v5h4"/>',
  info: '<circle cx="12" cy="12" r="9"/><path d="M12 11v6M12 7.5v.2"/>',
  lock: '<rect x="6" y="11" width="12" height="9" rx="2"/><path d="M9 11V8a3 3 0 016 0v3"/>',
  mic: '<rect x="9" y="3" width="6" height="11" rx="3"/><path d="M5.5 11.5a6.5 6.5 0 0013 0M12 18v3"/>',
  phone:
    '<path d="M6 3h4l1.5 5L9 9.8a12 12 0 005.2 5.2l1.8-2.5 5 1.5v4c0 1-1 2-2 2A16 16 0 014 5c0-1 1-2 2-2z"/>',
  picture:
    '<rect x="3" y="5" width="18" height="14" rx="2.5"/><circle cx="8.5" cy="10" r="1.6"/><path d="M5 17l5-5 3.5 3.5L16 13l4 4"/>',
  pin: '<path d="M12 21s7-6.2 7-11.5A7 7 0 005 9.500C5 14.800 12 21 12 21z"/><circle cx="12" cy="9.500" r="2.500"/>',
  play: '<path d="M8 5l11 7-11 7z"/>',
  plus: '<path d="M12 5v14M5 12h14"/>',
  search: '<circle cx="11" cy="11" r="6"/><path d="M20 20l-4.500-4.500"/>',
  send: '<path d="M4 12l16-8-6 17-3-7z"/>',
  sticker:
    '<path d="M20 13a8 8 0 10-9 8z"/><path d="M20 13l-9 8c0-5 3-8 9-8z"/><path d="M9 10v.5M14 9v.5"/>',
  thumb:
    '<path d="M7 11l4-8c2 0 3 1 2.600 3L13 10h6c1.500 0 2.200 1.200 1.800 2.500l-1.800 6C18.600 19.500 18 20 17 20H7zM3 11h4v9H3z"/>',
  video: '<rect x="3" y="6" width="12" height="12" rx="2.500"/><path d="M15 11l6-4v10l-6-4z"/>',
};

/** A line icon of 24 × 24 that takes the colour of its text. */
export function icon(name, size = 22) {
  const template = document.createElement('template');
  template.innerHTML =
    `<svg viewBox="0 0 24 24" width="${size}" height="${size}" fill="none" stroke="currentColor" ` +
    `stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">` +
    `${PATHS[name]}</svg>`;
  return template.content.firstChild;
}
