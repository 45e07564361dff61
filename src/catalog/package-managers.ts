/** A program that installs packages, and how it is used: for what is written into configurations of CI, and told to people. */
export interface PackageManager {
  readonly lockfiles: readonly string[];
  /** Before the names of packages that development needs. */
  readonly add: string;
  /** Before a command that a package brings. */
  readonly run: string;
  /** Steps of a GitHub workflow behind the checkout that install what the lockfile says. */
  readonly steps: readonly string[];
}

function nodeWithCache(cache: string): readonly string[] {
  return ['- uses: actions/setup-node@v6', '  with:', '    node-version: 24', `    cache: ${cache}`];
}

export const npm: PackageManager = {
  lockfiles: ['package-lock.json', 'npm-shrinkwrap.json'],
  add: 'npm install --save-dev',
  run: 'npx',
  steps: [...nodeWithCache('npm'), '- run: npm ci'],
};

export const packageManagers: readonly PackageManager[] = [
  npm,
  {
    lockfiles: ['pnpm-lock.yaml'],
    add: 'pnpm add --save-dev',
    run: 'pnpm exec',
    steps: ['- uses: pnpm/action-setup@v4', ...nodeWithCache('pnpm'), '- run: pnpm install --frozen-lockfile'],
  },
  {
    lockfiles: ['yarn.lock'],
    add: 'yarn add --dev',
    run: 'yarn',
    steps: [...nodeWithCache('yarn'), '- run: yarn install --frozen-lockfile'],
  },
  {
    lockfiles: ['bun.lock', 'bun.lockb'],
    add: 'bun add --dev',
    run: 'bunx',
    steps: ['- uses: oven-sh/setup-bun@v2', '- run: bun install --frozen-lockfile'],
  },
];

/** Words of a command that runs the script `lint` of a manifest. */
export const lintScript = /\b(?:npm|pnpm|yarn|bun)\s+(?:run\s+)?lint\b/;
