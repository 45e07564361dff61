/** What code calls methods and functions of a kind, whatever library they are of. */

/** Calls that promise to run what they are given, whatever happens. */
export const deferralMethods: ReadonlySet<string> = new Set([
  'defer', 'adopt', 'after', 'waitUntil', 'onFinished', 'finished', 'onTestFinished', 'addFinalizer',
]);

/** Methods that chain to a promise what goes on when it is settled, and run nothing at once. */
export const promiseMethods: ReadonlySet<string> = new Set(['then', 'catch', 'finally']);

/** Methods of a promise that give what it promises away, together with the function that they are given, which releases it. */
export const disposerMethods: ReadonlySet<string> = new Set(['disposer']);

/** Options by which packages are told to use an agent, which is theirs to use and not to end. */
export const agentOptions: ReadonlySet<string> = new Set(['agent', 'httpAgent', 'httpsAgent', 'http', 'https', 'dispatcher']);

/** Methods by which what was told so may end the agent; `end()` of a request sends it. */
export const agentEndings: readonly string[] = ['destroy', 'close', 'dispose'];

/** Methods that tell an object to end. */
export const endingMethods: ReadonlySet<string> = new Set([
  'close', 'end', 'quit', 'disconnect', 'destroy', 'dispose', 'stop', 'release', 'terminate', 'unref',
]);

/** Words of comments that explain why something is ended, or that it may fail, in the languages that code is commented in. */
export const endingWords = new RegExp('(?<![\\p{L}\\p{N}_])(?:clos(?:e|es|ed|ing)|disconnect\\w*|releas(?:e|es|ed|ing)'
  + '|terminat(?:e|es|ed|ing)'
  + '|clean(?:s|ing)?[ -]?up|shut(?:s|ting)?[ -]?down|dispos(?:e|es|ed|ing)|quit|ignor(?:e|es|ed|ing)|no-?op|best[ -]effort'
  + '|end(?:s|ing)? (?:the|this|our) (?:client|connection|session|pool)'
  + '|fech(?:a|ar|ando|amos|amento)|encerr(?:a|ar|ando|amento)|cerr(?:ar|amos|ando)|cierr[aeo]|ferm(?:er|e|ons|eture)'
  + '|schlie(?:ß|ss)(?:en|t)|chiud(?:e|ere|i)|chiusura|kapat\\w*|tutup|đóng|zam(?:yka|kn)\\p{L}*)'
  + '(?![\\p{L}])|закры|關閉|关闭|断开|閉じ|切断|종료|닫', 'iu');

/** Methods after which a client serves one request's user, database or subscription only. */
export const statefulMethods = new RegExp('^(?:set[A-Z]\\w*|auth|login|logIn|signIn\\w*|impersonate|switch\\w*|p?subscribe'
  + '|unsubscribe|use|select|removeAllListeners|off)$');

/** Methods that add to what a client is, or tell it how to work, where nobody looks at what they give. */
export const configuringMethods = /^(?:add|register|configure|attach|install|enable|disable|remove|plugin)(?:[A-Z]\w*)?$/;

/** Functions that keep what they are given, perhaps to release it themselves when something fails. */
export const keepingNames = new RegExp('^(?:add|put|set|push|register|track|attach|store|save|keep|cache|remember|manage|own|adopt|enlist'
  + '|enqueue|provide|inject|subscribe|defer|onFinished|addFinalizer)(?:[A-Z_]\\w*)?$');

/** Methods that open a client, under names that the catalog may not have. */
export const openingMethods = /^(?:re)?(?:connect|bind|open|login|handshake)(?:Async)?$/;

/** Parameters that are functions to be called with an error or a result. */
export const callbackNames = /^_?(?:cb|callback|done|next|resolve|fn|ready)\d*$|(?:Cb|CB|Callback|Done)$/;

/** Functions that change the client they are given, once for each call: the client and what they make of it go together. */
export const instrumentingFunctions = /capture|wrap|instrument|patch|trac(?:e|er|ing)|xray|decorate|monitor/i;

/** Types of objects that are asked for values which belong to the process. */
export const configurationTypes = /(?:Config|Configuration|Environment|Env|Settings|Options)(?:Service|Provider)?$/;

/** How something is asked for what it has stored. */
export const queryNames = /^(?:find(?:[A-Z]\w*)?|query|select|aggregate|search|lookup)$/;

/** How a configuration is asked for a value. */
export const configurationMethods = /^(?:get|getOrThrow|value)$/;

/** Methods that make a client ready for use and give it back. */
export const setupMethods = /^(?:connect|initialize|init|start|open|openUri|asPromise)$/;

/** Methods that close a pool. */
export const poolClosingMethods: ReadonlySet<string> = new Set(['close', 'destroy', 'disconnect', 'end', 'terminate']);

/** Names that objects of the language and of every other package have. They say nothing. */
export const commonMethodNames: ReadonlySet<string> = new Set([
  'get', 'set', 'has', 'delete', 'add', 'push', 'run', 'call', 'apply', 'send', 'close', 'open', 'init', 'start', 'stop',
  'connect', 'query', 'execute', 'find', 'create', 'update', 'remove', 'save', 'load', 'read', 'write', 'on', 'emit', 'then', 'catch',
  'map', 'filter', 'forEach', 'toString', 'toJSON', 'handle', 'next', 'end', 'log', 'error', 'info', 'request', 'fetch', 'post', 'put',
  'patch', 'test',
  'build', 'parse', 'render', 'process', 'list', 'publish', 'subscribe', 'register', 'validate', 'constructor']);

/** Methods that ask whether the other side answers, and what it is. */
export const probingMethods = new RegExp('^(?:ping|hello|isMaster|authenticate|validate|verify|test(?:Connection)?|version|serverStatus'
  + '|buildInfo|info)$');

/** Queries that ask no more than that. */
export const probingTexts = new RegExp('^\\s*SELECT\\s+(?:1|TRUE|NOW\\(|VERSION\\(|@@VERSION|CURRENT_\\w+|SYSDATE)[^;]{0,40};?\\s*$'
  + '|^\\s*RETURN\\s+1\\b', 'i');

/** Methods and functions that change nothing. */
export const readingNames = new RegExp('^(?:find|get|count|load|fetch|read|list|select|search|lookup|check|validate|verify|exists|has|is'
  + '|max|min|sum|aggregate|first|all|any|one|none|many|describe)(?:[A-Z]\\w*)?$');

/** Names of what goes on after the call. */
export const ongoingNames = /stream|subscri|\bpipe|pipe$|watch|consum|listen|cursor|iterat|^run$|Reader$|^Body$|^on$|^once$/i;

/** Methods that go on giving what arrives to a function, whether or not somebody waits until they have begun. */
export const consumingNames = /^(?!un)\w*(?:subscri|consum)|^(?:listen|watch)/i;

/** Members that are read on from by others later; not what is known of a stream: `result.StreamNames`. */
export const readOnNames = /stream(?!s?_?(?:name|arn|id|status|summar|description|list|info|count|config))|^pipe|Reader$|^Body$/i;

/** Methods that run what they are given before they are done. */
export const runningNames = new RegExp('^(?:map|forEach|filter|flatMap|reduce|some|every|find|then|catch|finally|begin|retry)$'
  + '|transaction$|^with[A-Z]', 'i');

/** `captureClient(client)`, `captureV3Client(client)`: functions that instrument a client in place. */
export const inPlaceInstrumentation = /^capture\w*Client$/;

/** Methods that register a handler for an HTTP method. */
export const routeMethods: ReadonlySet<string> = new Set(['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'all', 'del']);

/** Functions whose result is another form of the client they are given. */
export const wrappingFunctions = /^from$|^with[A-Z]/;

/** Method names that may release what their object holds, where the method itself cannot be read. */
export const releaseLikeMethods = new RegExp(`^(?:${[
  'close', 'end', 'quit', 'disconnect', 'destroy', 'dispose', 'stop', 'shut[dD]own', 'release', 'clean[uU]p', 'tear[dD]own', 'terminate',
  '\\$disconnect',
].join('|')})`);

/** `closeQuietly(client)`: a function of such a name may close what it is given. */
export const releaseNames = new RegExp('(?:^|_)(?:end|stop|quit|done|finish)(?![a-z])|(?:End|Stop|Quit|Done|Finish)(?![a-z])'
  + '|[cC]los|[dD]isconnect|[dD]estroy|[dD]ispos|[rR]eleas|[sS]hut_?[dD]own|[cC]lean_?[uU]p|[tT]ear_?[dD]own|[tT]erminat');

/** Methods that end what they are called on, and answer nothing: a promise of theirs has no value. */
export const silentEnds: ReadonlySet<string> = new Set(['close', 'end', 'destroy', 'dispose', 'disconnect', '$disconnect', 'release']);

/** Functions that run what they are given later, and do nothing else. */
export const laterCalls = new RegExp('(?:\\.|^)(?:on|once|addListener|onFinished|finished|after|defer|waitUntil'
  + '|setImmediate|setTimeout|queueMicrotask|nextTick)$');

/** Functions that read a whole file, and those that write one. */
export const readingMethods = /^read(?:File|JSON|Json)(?:Sync)?$/;
export const writingMethods = /(?:^|\b)(?:write|output)(?:File|JSON|Json)(?:Sync)?\b/;

/** Parts of a result that are set where it has not what was asked for, and such as are set where it has: `const { client, error } = …`. */
export const failureParts = /^(?:e|err|errors?|failure|exception)$/i;
export const successParts = /^(?:ok|isOk|success|succeeded)$/i;
