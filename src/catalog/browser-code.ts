/** What files begin with whose components are rendered on the server and go on living in browsers. */
export const browserDirective = 'use client';

/** Texts of files whose modules browsers load as they are: what stands at their module scope runs there. */
export const loadedByBrowsers = /^\s*['"]use client['"]|\bgetInitialProps\b|\bclientLoader\b/m;

/** Elements of a page in a text: a file of components, of which browsers load what they need, and what those import. */
export const markup = /<\/[A-Za-z][\w.]*>|<\/>|\/>/;

/** Files that may have elements in them. */
export const markupFiles = /\.(?:[cm]?js|[jt]sx)$/i;
