/** In the place of ESLint's own rules, of which none runs here: they are half of its size. */
export default new Map<string, never>();
