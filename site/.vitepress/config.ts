import { defineConfig } from 'vitepress';

const rules = [
  'no-client-per-request', 'no-shared-client-close', 'no-unclosed-client', 'prefer-shared-client', 'require-client-close',
  'require-connection-release',
];

const repository = 'https://github.com/client-lifetime/eslint-plugin-client-lifetime';

export default defineConfig({
  title: 'client-lifetime',
  description: 'Finds clients that own a connection and are constructed for every request, tells why, and offers the edit.',
  lang: 'en',
  // None, instead of a request for one that is not there.
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  // Where a static host puts it: https://<owner>.github.io/<repository>/
  base: process.env.SITE_BASE ?? '/eslint-plugin-client-lifetime/',
  srcDir: '.build/pages',
  outDir: 'dist',
  cacheDir: '.build/cache',
  cleanUrls: false,
  // The playground is built after the pages.
  ignoreDeadLinks: [/playground\/index/],
  // Anchors as GitHub makes them, because the same pages are read there.
  markdown: {
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    anchor: { slugify: (text) => text.trim().toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-') },
  },
  themeConfig: {
    search: { provider: 'local' },
    nav: [
      { text: 'Playground', link: '/playground/index.html', target: '_self' },
      { text: 'Rules', link: '/rules/no-client-per-request' },
      { text: 'How to share', link: '/how-to/' },
      { text: 'Found in public', link: '/gallery' },
      { text: 'Questions', link: '/questions' },
    ],
    socialLinks: [{ icon: 'github', link: repository }],
    sidebar: {
      '/': [
        { text: 'Use it', items: [
          { text: 'Start', link: '/start' },
          { text: 'Adopt it in an old code base', link: '/adopting' },
          { text: 'Without ESLint', link: '/check' },
          { text: 'With coding agents', link: '/agents' },
          { text: 'In CI', link: '/ci' },
          { text: 'In editors', link: '/editors' },
          { text: 'With oxlint', link: '/oxlint' },
          { text: 'Settings', link: '/settings' },
          { text: 'Your own clients', link: '/your-own-clients' },
        ] },
        { text: 'Rules', items: rules.map((name) => ({ text: name, link: `/rules/${name}` })) },
        { text: 'Understand it', items: [
          { text: 'How it decides', link: '/how-it-decides' },
          { text: 'Explain one line', link: '/explain' },
          { text: 'How often it is right', link: '/accuracy' },
          { text: 'How to share a client', link: '/how-to/' },
          { text: 'Found in public code', link: '/gallery' },
          { text: 'Questions and known issues', link: '/questions' },
          { text: 'What it knows', link: '/catalog' },
          { text: 'What it costs', link: '/performance' },
          { text: 'What it withstands', link: '/robustness' },
          { text: 'What it may not do', link: '/security' },
          { text: 'What a new version may change', link: '/versioning' },
          { text: 'How fresh code is looked at', link: '/unseen' },
        ] },
        { text: 'A running process', items: [
          { text: 'Watch it', link: '/watch' },
          { text: 'From heap snapshots to the line', link: '/diagnose' },
        ] },
        { text: 'Work on it', items: [
          { text: 'Architecture', link: '/architecture' },
          { text: 'How the catalog is verified', link: '/catalog-verification' },
        ] },
      ],
    },
    footer: { message: 'MIT licensed. The playground sends nothing anywhere.' },
    outline: [2, 3],
  },
});
