/** JSON without the comments and the commas before closing brackets that files such as tsconfig.json may have. */
export function withoutComments(text: string): string {
  const tokens = text.match(/"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*(?:[^*]|\*(?!\/))*\*\/|[^\s"/]|\s+|./g) ?? [];
  const said = tokens.filter((token) => !/^(?:\/[/*]|\s)/.test(token));
  return said.filter((token, index) => token !== ',' || !/^[\]}]$/.test(said[index + 1] ?? '')).join('');
}
