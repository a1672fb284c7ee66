/** Lint rules of the house. Every ban names what to use instead. Room boundaries are in .dependency-cruiser.cjs. */
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const noWorkers = [
  { selector: "NewExpression[callee.name='Worker']", message: 'Only src/bridge/spawn.ts constructs workers: call its spawn functions, so that crashes are seen and URLs stay bundled.' },
  { selector: "NewExpression[callee.name='SharedWorker']", message: 'Only src/bridge/spawn.ts constructs workers: call its spawn functions.' },
];
const noDynamicCode = [
  { selector: "NewExpression[callee.name='Function']", message: 'The CSP forbids dynamic code: write a function.' },
];
const noLooseTime = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Pure code takes the time as a parameter: pass it in from state/ or app/.' },
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: 'Pure code takes the time as a parameter: pass it in from state/ or app/.' },
  { selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']", message: 'Results must be the same on every run: take ids or seeds as a parameter.' },
];
const han = '/[\\u3400-\\u9fff]/';
const noBareWords = [
  { selector: `Literal[value=${han}]`, message: "What a user reads is a message key: add it to src/i18n/messages/<area>/{zh-CN,en}.json and call t('key')." },
  { selector: `TemplateElement[value.raw=${han}]`, message: "What a user reads is a message key: add it to src/i18n/messages/<area>/ and call t('key', { … })." },
  { selector: `SvelteText[value=${han}]`, message: "What a user reads is a message key: add it to src/i18n/messages/<area>/ and write {t('key')}." },
  { selector: `SvelteLiteral[value=${han}]`, message: "What a user reads is a message key: add it to src/i18n/messages/<area>/ and write {t('key')}." },
];

const offline = ['XMLHttpRequest', 'WebSocket', 'EventSource', 'WebTransport', 'RTCPeerConnection'].map((name) => ({
  name, message: 'Nothing leaves the page: files come through the bridge, own assets through fetch of a bundled URL.',
}));
const noDialogs = ['alert', 'confirm', 'prompt'].map((name) => ({ name, message: 'Blocking dialogs stop playback and cannot be translated: use the dialog of src/ui/kit.' }));
const noWebStorage = ['localStorage', 'sessionStorage'].map((name) => ({ name, message: 'Throws in private windows and is not in the log: keep it in src/db through a state class.' }));
const noDom = ['document', 'window', 'navigator', 'location', 'history'].map((name) => ({ name, message: 'This room also runs in a worker: take what you need as a parameter from app/ or ui/.' }));

/**
 * One list a room, since a later `no-restricted-syntax` replaces an earlier one.
 * @param {...{ selector: string, message: string }[]} lists
 * @returns {['error', ...{ selector: string, message: string }[]]}
 */
const syntax = (...lists) => ['error', ...noDynamicCode, ...lists.flat()];

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '.cache/', 'test-results/', 'playwright-report/', 'public/', '**/*.generated.ts', '**/*.as.ts'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  tseslint.configs.recommended,
  svelte.configs['flat/recommended'],
  {
    files: ['**/*.{ts,js,mjs,svelte}'],
    languageOptions: { globals: { ...globals.browser, ...globals.worker } },
    rules: {
      'no-undef': 'off',
      eqeqeq: ['error', 'always'],
      'no-var': 'error',
      'prefer-const': 'error',
      'no-console': 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-debugger': 'error',
      'no-constant-binary-expression': 'error',
      'no-self-compare': 'error',
      'no-unsafe-finally': 'error',
      'no-unreachable': 'error',
      'no-dupe-keys': 'error',
      'no-sparse-arrays': 'error',
      'use-isnan': 'error',
      'valid-typeof': 'error',
      'no-restricted-globals': ['error', ...offline, ...noDialogs],
      'no-restricted-properties': ['error',
        { object: 'navigator', property: 'sendBeacon', message: 'Nothing leaves the page.' },
        ...['alert', 'confirm', 'prompt'].map((property) => ({ object: 'window', property, message: 'Use the dialog of src/ui/kit.' }))],
      'no-restricted-syntax': syntax(noWorkers),
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': 'allow-with-description', minimumDescriptionLength: 10 }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' }],
      '@typescript-eslint/no-empty-object-type': 'off',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: {
      'svelte/no-at-html-tags': 'error',
      'svelte/no-target-blank': 'error',
      'svelte/button-has-type': 'error',
      'svelte/no-navigation-without-resolve': 'off',
      'svelte/prefer-svelte-reactivity': 'off',
      'svelte/require-each-key': 'error',
    },
  },
  {
    files: ['src/ui/**/*.{ts,svelte}', 'src/state/**/*.ts', 'src/player/**/*.ts', 'src/app/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-syntax': syntax(noWorkers, noBareWords) },
  },
  {
    files: ['src/{ui,state,player,export,bridge,engine,core,i18n}/**/*.{ts,svelte}'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-globals': ['error', ...offline, ...noDialogs, ...noWebStorage] },
  },
  {
    files: ['src/{core,engine}/**/*.ts', 'workers/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-globals': ['error', ...offline, ...noDialogs, ...noWebStorage, ...noDom] },
  },
  {
    files: ['src/core/**/*.ts', 'src/engine/{detectors,fusion,signal}/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-syntax': syntax(noWorkers, noLooseTime, noBareWords) },
  },
  {
    files: ['workers/**/*.ts'],
    rules: { 'max-lines': ['error', { max: 80, skipBlankLines: true, skipComments: true }] },
  },
  { files: ['src/bridge/spawn.ts'], rules: { 'no-restricted-syntax': syntax([]) } },
  {
    files: ['scripts/**', 'e2e/**', '*.{js,ts,cjs,mjs}', '**/*.test.ts'],
    languageOptions: { globals: globals.node },
    rules: {
      'no-console': 'off',
      '@typescript-eslint/no-require-imports': 'off',
      'no-restricted-syntax': syntax([]),
      'no-restricted-globals': 'off',
    },
  },
  // Promise rules need types, so they run only where a lost rejection would lose a user's work, and on .ts files, which keeps lint within seconds.
  {
    files: ['src/{state,db,bridge,engine,player,app}/**/*.ts', 'workers/**/*.ts'],
    ignores: ['**/*.test.ts', '**/*.svelte.ts', '**/kernels/**'],
    languageOptions: { parserOptions: { project: ['tsconfig/engine.json', 'tsconfig/app.json'], tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: true }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'off',
    },
  },
);
