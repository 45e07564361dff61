/** The look of the page, in light and dark. Contrasts are those that WCAG 2.2 AA asks for, which a test in Chromium measures. */
export const styles = `
:root {
  --back: #fff; --fore: #1b1f24; --soft: #57606a; --line: #d0d7de; --code: #f6f8fa;
  --red: #b3141d; --yellow: #7d4e00; --green: #0f6524; --link: #0550ae
}
@media (prefers-color-scheme: dark) {
  :root {
    --back: #0d1117; --fore: #e6edf3; --soft: #a2abb5; --line: #3d444d; --code: #161b22;
    --red: #ff9492; --yellow: #f0b72f; --green: #56d364; --link: #71b7ff
  }
}
* { box-sizing: border-box }
body { margin: 0; background: var(--back); color: var(--fore); font: 16px/1.5 system-ui, sans-serif }
main { max-width: 70rem; margin: 0 auto; padding: 1rem }
h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); overflow-wrap: anywhere }
h3 { margin: 0 } h4 { margin: 1rem 0 0 }
a { color: var(--link) }
code, pre { font: 14px/1.5 ui-monospace, monospace; overflow-wrap: anywhere }
pre { padding: .75rem; background: var(--code); border: 1px solid var(--line); border-radius: 6px; overflow-x: auto }
article { margin: 1rem 0; padding: 1rem; border: 1px solid var(--line); border-radius: 6px }
article:target { outline: 2px solid var(--link) }
.number { color: var(--soft) } .place { color: var(--soft) }
.error { color: var(--red) } .warning { color: var(--yellow) }
.totals { display: flex; flex-wrap: wrap; gap: 2rem; align-items: flex-start }
table { border-collapse: collapse }
caption { text-align: left; font-weight: 600 }
th, td { padding: .25rem .75rem .25rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top }
tbody th { font-weight: 400; overflow-wrap: anywhere }
.path { padding-left: 1.5rem } .path li { margin: .25rem 0 }
summary { cursor: pointer; padding: .25rem 0 }
ins { color: var(--green); text-decoration: none } del { color: var(--red); text-decoration: none }
@media print { article { break-inside: avoid } }
`.replace(/\n\s*/g, '\n');
