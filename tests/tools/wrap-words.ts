/** Lines of at most so many characters, cut between words. */
export function wrapWords(text: string, columns: number): string[] {
  return [...text.matchAll(new RegExp(`(?:(?! ).{1,${columns}}|\\S+)(?= |$)`, 'g'))].map(([line]) => line.trimEnd());
}
