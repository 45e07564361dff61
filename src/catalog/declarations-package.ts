/** The package that declares the types of another one, of Node.js too, which has none of its own: `@types/scope__name`. */
export function declarationsPackage(name: string): string {
  return `@types/${name.replace(/^@(.+)\/(.+)$/, '$1__$2')}`;
}
