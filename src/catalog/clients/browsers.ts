import type { ClientFamily, OwningClientModel, ProcessContext } from '../types.js';

/**
 * Options that a context does not share: extensions run in the first one only, a profile on disk belongs to the process, and with
 * `--single-process` (which the builds for AWS Lambda bring along in their arguments) the process ends with its first context.
 */
const notByContext = 'single-process|(?<!--disable-(?:component-)?)extension|extensions-except|user-?data-?dir|chromium|\\bunknown\\b';

/** What is shown of it, which build of it is started, and how long that may take, is the same for all contexts. */
const indifferent = ['headless', 'dumpio', 'executablePath', 'timeout', 'protocolTimeout', 'slowMo'];

/** https://pptr.dev/api/puppeteer.browser.createbrowsercontext, under another name before version 22. */
const browserContext: ProcessContext = {
  name: 'context',
  by: [
    ...['puppeteer', 'puppeteer-core'].map((name) => ({ method: 'createBrowserContext', package: name, versions: '>=22.0.0' })),
    ...['puppeteer', 'puppeteer-core'].map((name) => (
      { method: 'createIncognitoBrowserContext', package: name, versions: '>=1.5.0 <22.0.0' })),
  ],
  types: { client: 'Browser', part: 'BrowserContext' },
  // `cookies()` of the browser is that of its first context.
  methods: ['newPage', 'cookies'],
  gone: 'disconnected',
  indifferent,
  unless: notByContext,
};

/** One package for all browsers, and one for each, with the same API. */
const playwright = [
  'playwright', 'playwright-core', '@playwright/test', 'playwright-chromium', 'playwright-firefox', 'playwright-webkit',
];

/** Builds of it that hide from the pages that they are driven, with the same API. */
const patchedPlaywright = ['patchright', 'patchright-core', 'rebrowser-playwright', 'rebrowser-playwright-core'];

const contextOf = (packages: readonly string[]): ProcessContext => ({
  name: 'context',
  by: packages.map((name) => ({ method: 'newContext', package: name, versions: '>=1.0.0' })),
  types: { client: 'Browser', part: 'BrowserContext' },
  methods: ['newPage'],
  takes: ['newPage'],
  gone: 'disconnected',
  indifferent,
  unless: notByContext,
});

/** Launchers of the installed Playwright, behind which plugins see what they give. */
const playwrightExtra = {
  package: 'playwright-extra',
  docs: 'https://github.com/berstend/puppeteer-extra/tree/master/packages/playwright-extra',
} as const;

/** A method of the launcher of each browser, and of one that plugins were added to. */
const ofLaunchers = (method: string): string[] => ['chromium', 'firefox', 'webkit', 'addExtra()'].map((name) => `${name}.${method}`);

/** What methods of a browser give works with it as long as it is used, and its end fails where the browser or the page is gone already. */
const pages = {
  parts: [
    'newPage', 'pages', 'createBrowserContext', 'createIncognitoBrowserContext', 'newContext', 'contexts', 'defaultBrowserContext',
  ],
  partOwners: ['browser()', 'context().browser()'],
  partEndings: ['close'],
};

/** A browser that a call starts, and that stays until it is told to go. */
const launched = {
  kind: 'asyncFactory', holds: 'child-process', connects: 'construction', releaseIs: 'async', cost: 'leak',
} as const satisfies Partial<OwningClientModel>;

const stagehand = {
  package: '@browserbasehq/stagehand',
  export: 'Stagehand',
  kind: 'class',
  holds: 'child-process',
  connects: 'connectCall',
  release: ['close'],
  releaseIs: 'async',
  cost: 'leak',
  note: 'When told to it starts a browser, or a session at Browserbase.',
  docs: 'https://docs.stagehand.dev/v3/references/stagehand',
} as const satisfies OwningClientModel;

/** Builds of Puppeteer that hide from the pages that they are driven, with the same API. */
const patchedPuppeteer = {
  package: ['rebrowser-puppeteer', 'rebrowser-puppeteer-core'],
  disposable: 'async',
  disposableIn: '*',
  docs: 'https://github.com/rebrowser/rebrowser-patches',
} as const satisfies Partial<OwningClientModel>;

/** What Playwright gives, as far as its builds have it in common. */
function playwrightEntries(packages: readonly string[], disposableIn: string): OwningClientModel[] {
  return [
    {
      package: packages,
      export: ['chromium.launch', 'firefox.launch', 'webkit.launch'],
      kind: 'asyncFactory',
      holds: 'child-process',
      connects: 'construction',
      release: ['close'],
      ...pages,
      releaseIs: 'async',
      cost: 'leak',
      disposable: 'async',
      disposableIn,
      dividedInto: contextOf(packages),
      docs: 'https://playwright.dev/docs/api/class-browsertype#browser-type-launch',
    },
    {
      package: packages,
      export: ['chromium.launchPersistentContext', 'firefox.launchPersistentContext', 'webkit.launchPersistentContext'],
      kind: 'asyncFactory',
      holds: 'child-process',
      connects: 'construction',
      release: ['close'],
      ...pages,
      releaseIs: 'async',
      cost: 'leak',
      disposable: 'async',
      disposableIn,
      docs: 'https://playwright.dev/docs/api/class-browsertype#browser-type-launch-persistent-context',
    },
    {
      package: packages,
      export: ['chromium.launchServer', 'firefox.launchServer', 'webkit.launchServer'],
      kind: 'asyncFactory',
      holds: 'child-process',
      connects: 'construction',
      release: ['close', 'kill'],
      releaseIs: 'async',
      cost: 'leak',
      disposable: 'async',
      disposableIn,
      docs: 'https://playwright.dev/docs/api/class-browserserver',
    },
    {
      package: packages,
      export: ['chromium.connect', 'firefox.connect', 'webkit.connect', 'chromium.connectOverCDP'],
      kind: 'asyncFactory',
      holds: 'socket',
      connects: 'construction',
      release: ['close'],
      ...pages,
      releaseIs: 'async',
      cost: 'leak',
      unshareable: 'breaks',
      disposable: 'async',
      disposableIn,
      docs: 'https://playwright.dev/docs/api/class-browsertype#browser-type-connect',
    },
    {
      package: packages,
      export: '_electron.launch',
      kind: 'asyncFactory',
      holds: 'child-process',
      connects: 'construction',
      release: ['close'],
      ...pages,
      releaseIs: 'async',
      cost: 'leak',
      disposable: 'async',
      disposableIn,
      docs: 'https://playwright.dev/docs/api/class-electron',
    },
  ];
}

export const browsers: ClientFamily = {
  name: 'browsers',
  title: 'Headless browsers',
  clients: [
    {
      package: ['puppeteer', 'puppeteer-core'],
      export: ['launch', 'PuppeteerNode().launch'],
      kind: 'asyncFactory',
      holds: 'child-process',
      connects: 'construction',
      release: ['close'],
      ...pages,
      releaseIs: 'async',
      cost: 'leak',
      disposable: 'async',
      disposableIn: '>=21.2.0',
      dividedInto: browserContext,
      docs: 'https://pptr.dev/api/puppeteer.puppeteernode.launch',
    },
    {
      package: '@cloudflare/puppeteer',
      export: 'launch',
      kind: 'asyncFactory',
      // The process runs beside the isolate, and goes on when that has ended.
      holds: 'child-process',
      connects: 'construction',
      release: ['close'],
      ...pages,
      releaseIs: 'async',
      cost: 'leak',
      session: 'What an isolate opens belongs to the request that opened it.',
      note: 'A browser of Browser Rendering, of which an account has a few at a time; left open, it stays until it was idle for a while.',
      docs: 'https://developers.cloudflare.com/browser-rendering/puppeteer/',
    },
    {
      package: ['puppeteer', 'puppeteer-core'],
      export: ['connect', 'PuppeteerNode().connect'],
      kind: 'asyncFactory',
      holds: 'socket',
      connects: 'construction',
      release: ['disconnect', 'close'],
      ...pages,
      releaseIs: 'async',
      cost: 'leak',
      unshareable: 'breaks',
      disposable: 'async',
      disposableIn: '>=22.8.0',
      note: '`close()` ends the browser, `disconnect()` only the connection to it, as does `await using` since version 22.8.',
      docs: 'https://pptr.dev/api/puppeteer.puppeteer.connect',
    },
    {
      package: ['chrome-aws-lambda', '@sparticuz/chrome-aws-lambda'],
      export: 'puppeteer.launch',
      kind: 'asyncFactory',
      holds: 'child-process',
      connects: 'construction',
      release: ['close'],
      ...pages,
      releaseIs: 'async',
      cost: 'leak',
      note: 'Its arguments have `--single-process`, with which the browser ends with its first context.',
      docs: 'https://github.com/alixaxel/chrome-aws-lambda#usage',
    },
    {
      ...launched,
      ...patchedPuppeteer,
      ...pages,
      export: ['launch', 'PuppeteerNode().launch'],
      release: ['close'],
    },
    {
      ...launched,
      ...patchedPuppeteer,
      ...pages,
      export: ['connect', 'PuppeteerNode().connect'],
      holds: 'socket',
      release: ['disconnect', 'close'],
      unshareable: 'breaks',
    },
    {
      ...launched,
      ...pages,
      package: 'puppeteer-chromium-resolver',
      export: ['default().puppeteer.launch', 'getStats().puppeteer.launch'],
      release: ['close'],
      note: 'It finds or fetches a browser, and hands out puppeteer-core: lib/index.js of 25.0.0.',
      docs: 'https://github.com/cenfun/puppeteer-chromium-resolver#readme',
    },
    {
      package: 'puppeteer-extra',
      export: ['launch', 'addExtra().launch', 'PuppeteerExtra().launch'],
      kind: 'asyncFactory',
      holds: 'child-process',
      connects: 'construction',
      release: ['close'],
      ...pages,
      releaseIs: 'async',
      cost: 'leak',
      dividedInto: browserContext,
      docs: 'https://github.com/berstend/puppeteer-extra/tree/master/packages/puppeteer-extra',
    },
    {
      package: 'puppeteer-extra',
      export: ['connect', 'addExtra().connect', 'PuppeteerExtra().connect'],
      kind: 'asyncFactory',
      holds: 'socket',
      connects: 'construction',
      release: ['disconnect', 'close'],
      ...pages,
      releaseIs: 'async',
      cost: 'leak',
      unshareable: 'breaks',
      docs: 'https://github.com/berstend/puppeteer-extra/tree/master/packages/puppeteer-extra',
    },
    {
      package: 'puppeteer-cluster',
      export: 'Cluster.launch',
      kind: 'asyncFactory',
      holds: 'child-process',
      connects: 'construction',
      release: ['close'],
      ...pages,
      // These put something into a field or a list, and tell of no failure: dist/Cluster.js of 0.24.0.
      harmless: ['task', 'queue', 'idle', 'waitForOne'],
      releaseIs: 'async',
      cost: 'leak',
      docs: 'https://github.com/thomasdondorf/puppeteer-cluster',
    },
    ...playwrightEntries(playwright, '>=1.40.0'),
    ...playwrightEntries(patchedPlaywright, '*'),
    {
      ...playwrightExtra,
      export: ofLaunchers('launch'),
      kind: 'asyncFactory',
      holds: 'child-process',
      connects: 'construction',
      release: ['close'],
      ...pages,
      releaseIs: 'async',
      cost: 'leak',
      dividedInto: contextOf(playwright),
      note: 'It gives the browser of the installed Playwright: dist/index.cjs.js of 4.3.6.',
    },
    {
      ...playwrightExtra,
      export: ofLaunchers('launchPersistentContext'),
      kind: 'asyncFactory',
      holds: 'child-process',
      connects: 'construction',
      release: ['close'],
      ...pages,
      releaseIs: 'async',
      cost: 'leak',
    },
    {
      ...playwrightExtra,
      export: [...ofLaunchers('connect'), 'chromium.connectOverCDP', 'addExtra().connectOverCDP'],
      kind: 'asyncFactory',
      holds: 'socket',
      connects: 'construction',
      release: ['close'],
      ...pages,
      releaseIs: 'async',
      cost: 'leak',
      unshareable: 'breaks',
    },
    {
      ...launched,
      ...pages,
      package: 'playwright-aws-lambda',
      export: 'launchChromium',
      release: ['close'],
      disposable: 'async',
      disposableIn: '*',
      note: 'Its arguments have `--single-process`, with which the browser ends with its first context: dist/src/chromium.js of 0.11.0.',
      docs: 'https://github.com/JupiterOne/playwright-aws-lambda#readme',
    },
    {
      ...launched,
      ...pages,
      package: 'camoufox-js',
      export: ['Camoufox', 'NewBrowser'],
      release: ['close'],
      note: 'It gives a browser of Playwright, or its context where it has a folder for the user: dist/sync_api.js of 0.10.2.',
      docs: 'https://github.com/apify/camoufox-js#readme',
    },
    { ...stagehand, versions: '<4.0.0', setup: ['init'] },
    { ...stagehand, versions: '>=4.0.0', setup: ['initialize'] },
    {
      ...launched,
      package: 'phantom',
      export: 'create',
      release: ['exit', 'kill'],
      parts: ['createPage'],
      partEndings: ['close'],
      docs: 'https://github.com/amir20/phantomjs-node#readme',
    },
    {
      package: 'chrome-launcher',
      export: 'launch',
      kind: 'asyncFactory',
      holds: 'child-process',
      connects: 'construction',
      release: ['kill'],
      releaseIs: 'sync',
      cost: 'leak',
      docs: 'https://github.com/GoogleChrome/chrome-launcher',
    },
    {
      package: 'chrome-remote-interface',
      export: 'default',
      kind: 'asyncFactory',
      holds: 'socket',
      connects: 'construction',
      release: ['close'],
      ...pages,
      releaseIs: 'async',
      cost: 'leak',
      unshareable: 'breaks',
      docs: 'https://github.com/cyrus-and/chrome-remote-interface',
    },
    {
      package: 'webdriverio',
      export: 'remote',
      kind: 'asyncFactory',
      holds: 'child-process',
      connects: 'construction',
      release: ['deleteSession'],
      releaseIs: 'async',
      cost: 'leak',
      note: 'The session belongs to a browser on this or another machine.',
      docs: 'https://webdriver.io/docs/setuptypes',
    },
    {
      ...launched,
      package: 'webdriver',
      export: 'newSession',
      release: ['deleteSession'],
      note: 'The session belongs to a browser on this or another machine.',
      docs: 'https://github.com/webdriverio/webdriverio/tree/main/packages/webdriver#readme',
    },
    {
      package: 'selenium-webdriver',
      export: 'Builder().**.build',
      kind: 'asyncFactory',
      holds: 'child-process',
      connects: 'construction',
      release: ['quit'],
      releaseIs: 'async',
      cost: 'leak',
      note: 'The session belongs to a browser on this or another machine; `close()` only closes a window.',
      docs: 'https://www.selenium.dev/selenium/docs/api/javascript/Builder.html',
    },
  ],
};
