import semver from 'semver';
import type { Zod } from './zod/load-zod.js';
import { namePatterns } from './zod/name-patterns.js';
import { createReplacements } from './zod/replacement-schema.js';

const holdings = ['grpc-channel', 'socket', 'pool', 'http-agent', 'child-process', 'threads', 'timer'] as const;
const occasions = ['request', 'message', 'invocation', 'connection', 'tick', 'turn'] as const;
const versionRange = 'a range of versions such as `>=2 <4`';

/** The schema of a catalog file: a project's own, or the one of a package that a company shares. */
export function createCatalogSchema(z: Zod) {
  return z.strictObject({
    $schema: z.exactOptional(z.string()).describe('Address of this schema, for editors.'),
    ...createCatalogLists(z),
  }).describe('A catalog of clients and frameworks for eslint-plugin-client-lifetime, named in `settings["client-lifetime"].catalogs`.');
}

/** The lists of entries that settings and catalog files have in common. A type test holds them and the catalog's types together. */
export function createCatalogLists(z: Zod) {
  const text = z.string().min(1);
  const texts = z.array(text);
  const packageName = z.string().regex(namePatterns.packageName.pattern);
  const exportPath = z.string().regex(namePatterns.exportPath.pattern);
  const exportPaths = z.array(exportPath);
  const methods = z.array(z.string().regex(namePatterns.memberPath.pattern));
  const names = z.array(z.string().regex(namePatterns.bareName.pattern));
  const holding = z.enum(holdings).describe('What one client holds for as long as it is neither released nor collected.');
  const disposable = z.enum(['sync', 'async']).describe('It works with `using` (`sync`) or `await using` (`async`).');
  const semverRange = text.refine((range) => semver.validRange(range) !== null, { params: { wanted: versionRange } });
  const disposableIn = semverRange.describe('Semver range of the package in which it does. Left out: all versions.');
  const releaseIs = z.enum(['sync', 'async']).describe('Whether the first method of `release` gives a promise.');
  const runs = z.enum(occasions).describe('How often it runs. All of them count as "per request".');
  const docs = z.string().default('').describe('Where this is documented.');
  const kind = z.enum(['class', 'factory', 'asyncFactory']).describe('How it comes to be: `new X()`, `x()`, or `await x()`.');
  const clientOption = z.exactOptional(text).describe('The client is this option of that argument.');
  const from = {
    package: z.union([packageName, z.array(packageName).min(1)])
      .describe('npm package name or `node:` builtin, `*` standing for any run of characters within one path segment.'),
    export: z.union([exportPath, exportPaths.min(1)])
      .describe('What the package hands out, as dotted segments: `Client`, `v1.*Client`, `Broker().producer`.'),
  };

  const condition = z.strictObject({
    argument: z.exactOptional(z.int().min(0)).describe('Index of the argument. Default: every argument that is an object literal.'),
    option: z.exactOptional(text).describe('Dotted path of the option inside the argument. Left out: the argument itself.'),
    is: z.union([
      z.enum(['present', 'absent', 'object', 'string']), z.array(z.union([z.string(), z.number(), z.boolean()])).min(1),
    ]).describe('`present`, `absent`, a shape, or a list of literal values of which it must be one.'),
  });
  const unshareable = z.exactOptional(z.enum(['serial', 'breaks']))
    .describe('Why one such client cannot serve all requests. `serial`: it does '
      + 'one thing at a time, or keeps what one user of it chose or said. `breaks`: it is of no use any more once its connection breaks.');
  const collected = z.exactOptional(text).describe('When the runtime frees an unreleased client after all; a full sentence.');
  const optionEffect = z.discriminatedUnion('holds', [
    z.strictObject({ when: condition, holds: holding, unshareable, collected, note: z.exactOptional(text) }),
    z.strictObject({ when: condition, holds: z.literal('nothing'), reason: text.describe('Why it owns nothing; a full sentence.') }),
  ]);
  const construction = {
    ...from,
    except: z.exactOptional(exportPaths).describe('Names that the pattern in `export` matches and that are something else.'),
    kind,
    versions: z.exactOptional(semverRange).describe('Semver range of the package for which the entry holds.'),
    options: z.exactOptional(z.array(optionEffect)).describe('What an option turns the client into; the first that holds wins.'),
    typedAs: z.exactOptional(names).describe('Types that the package exports and whose values are what this gives.'),
    note: z.exactOptional(text).describe('What a reader of the catalog should know; a full sentence.'),
    docs,
  };
  const owningClient = z.strictObject({
    ...construction,
    holds: holding,
    connects: z.enum(['construction', 'firstUse', 'connectCall']).default('firstUse').describe('When the connection is opened.'),
    release: methods.describe('Methods of the client any of which releases it. Empty: it cannot be released.'),
    releaseIs: z.exactOptional(releaseIs),
    releaseAnyway: z.exactOptional(text)
      .describe('The method that never fails, where the first of `release` does on one that is not open.'),
    releaseFails: z.exactOptional(z.literal(true))
      .describe('The first of `release` fails where the connection is gone, and where it never was there.'),
    cost: z.enum(['leak', 'waste']).default('leak')
      .describe('`leak`: what it holds outlives the request. `waste`: it goes away by itself, and each one costs a new connection.'),
    disposable: z.exactOptional(disposable),
    disposableIn: z.exactOptional(disposableIn),
    setup: z.exactOptional(methods).describe('Methods that only set the client up and are to be awaited once.'),
    tellsWhenOpen: z.exactOptional(z.literal(true)).describe('A last argument `(error) => …` of `new` opens it, and is told once.'),
    openFailure: z.exactOptional(methods).describe('Methods that open the client, and leave it open where they fail.'),
    cleanFailure: z.exactOptional(methods).describe('Methods that open the client, and leave nothing open where they fail.'),
    openingLimit: z.exactOptional(z.strictObject({
      argument: z.int().min(0).describe('Index of the argument.'),
      option: text.describe('Dotted path of the option inside the argument, in milliseconds.'),
      when: z.exactOptional(condition).describe('What must hold of the arguments besides.'),
    })).describe('What limits how long the construction may take to open it, where nothing does so without that.'),
    setupRepeatable: z.exactOptional(text).describe('Semver range in which `setup` does nothing to a client that is set up.'),
    inert: z.exactOptional(methods).describe('Methods (`*` allowed) that open nothing.'),
    harmless: z.exactOptional(methods).describe('Methods, also of its parts, that do not fail, waited for or not.'),
    parts: z.exactOptional(methods).describe('Methods, also of such results, whose results go on using the client.'),
    partOwners: z.exactOptional(exportPaths).describe('Members of such a part that are the client again: `connection`, `browser()`.'),
    partEndings: z.exactOptional(methods).describe('Methods that end such a part, and fail only where that or the client is gone already.'),
    session: z.exactOptional(text).describe('Why one client per request is right, if it is released: it carries one user’s session.'),
    sessionIn: z.exactOptional(z.int().min(0)).describe('Index of the argument that names the session; one written down is for all.'),
    embedded: z.exactOptional(z.literal(true)).describe('It works inside the process, on a file or in memory.'),
    handedOutBy: z.exactOptional(text).describe('What of the package, which keeps it, gives it to whoever asks: `getPool()`.'),
    globalBy: z.exactOptional(methods).describe('Methods by which it becomes the one of the whole process, which its package keeps.'),
    carries: z.exactOptional(text).describe('What it is given and holds no more than, and which is judged by itself. Never reported.'),
    ...createReplacements(z),
    unshareable, collected,
  });
  const nonOwningClient = z.strictObject({
    ...construction,
    holds: z.literal('nothing').describe('It owns no connection and is never reported.'),
    reason: text.describe('Why it owns nothing; a full sentence.'),
    release: z.exactOptional(methods).describe('Used when an option makes it own something after all.'),
    releaseIs: z.exactOptional(releaseIs),
  });
  const client = z.discriminatedUnion('holds', [owningClient, nonOwningClient]);
  const wrapper = z.strictObject({
    ...from,
    kind,
    argument: z.union([z.int().min(0), z.literal('receiver')])
      .describe('Index of the argument that is the client, or `receiver`: the object whose method this is.'),
    option: clientOption,
    release: methods.describe('Methods of the wrapper that release the client inside. Empty: only the client’s own methods do.'),
    docs,
  });
  const checkout = z.strictObject({
    ...from,
    kind,
    when: z.exactOptional(z.array(condition)).describe('Conditions on the arguments any of which must hold.'),
    callback: z.exactOptional(z.union([
      z.literal('never'),
      z.strictObject({
        parameter: z.int().min(0).describe('Index of the parameter that the borrowed thing is.'),
        done: z.exactOptional(z.int().min(0)).describe('Index of the parameter that is a function which gives it back.'),
      }),
    ])).describe('What a function among the arguments is: left out, the borrowed thing is lent to it and the call is no checkout; '
      + '`never`: there is none; otherwise the last argument, which gets the borrowed thing and is to give it back.'),
    release: methods.describe('Methods of what was borrowed that give it back.'),
    releaseIs: z.exactOptional(releaseIs),
    releasedBy: z.exactOptional(methods).describe('Methods of the pool that take it back as an argument.'),
    lentAs: z.exactOptional(methods).describe('Options under which calls are told of it, to use it and no more.'),
    lentTo: z.exactOptional(methods).describe('Methods of anything that are given it as an argument to use it and no more.'),
    harmless: z.exactOptional(methods).describe('Methods that begin or give up its work and leave nothing to give back when they fail.'),
    listensBy: z.exactOptional(methods).describe('Methods that have it hear what comes in from then on: it is meant to go on.'),
    rollback: z.exactOptional(text).describe('What rolls a transaction back; `release` if giving it back does. Default: `rollback`.'),
    noun: text.describe('What is borrowed, for the message: `connection`, `session`, `transaction`.'),
    cost: z.exactOptional(text).describe('What it costs that it is not given back: the end of a sentence that begins with "each time".'),
    disposable: z.exactOptional(disposable),
    disposableIn: z.exactOptional(disposableIn),
    docs,
  });
  const borrower = z.strictObject({
    ...from,
    argument: z.int().min(0).describe('Index of the argument that is the client.'),
    option: clientOption,
    inert: z.exactOptional(z.literal(true)).describe('It opens no connection either.'),
    releases: z.exactOptional(z.literal(true)).describe('It releases the client.'),
  });
  const sharedCloser = z.strictObject({
    ...from,
    setupRepeatable: z.exactOptional(text)
      .describe('Semver range of the package in which connecting does nothing while there is a connection.'),
    own: z.exactOptional(z.strictObject({
      opening: text.describe('The last part of the name of what opens the one that all share.'),
      constructed: text.describe('The class beside it.'),
      method: text.describe('Its asynchronous method that gives the client when it is open.'),
      usedBy: texts.describe('Names beside it, and constructions without arguments, that go to the one that all share.'),
    })).describe('How to open one that is not everybody’s.'),
    unlessNamed: z.exactOptional(z.literal(true)).describe('Only a call without a name looks up what is everybody’s.'),
    docs,
  });

  const handlerPosition = z.strictObject({
    argument: z.union([z.int().min(0), z.literal('last'), z.strictObject({ from: z.int().min(0) })])
      .describe('An index, every argument from an index on, or the last one. Arrays of handlers are looked into.'),
    path: z.exactOptional(text).describe('Dotted path from the argument to the handler, `*` for any key.'),
  });
  const call = {
    kind: z.literal('call').describe('A call that registers handlers: `app.get("/x", handler)`.'),
    receivers: z.exactOptional(exportPaths).describe('Export paths of the receivers whose `methods` register handlers.'),
    receiverTypes: z.exactOptional(names).describe('Exported types whose values are such receivers.'),
    receiverNames: z.exactOptional(texts).describe('Names of untraceable parameters that are such receivers by convention.'),
    methods: exportPaths.min(1).describe('Methods of the receivers; without receivers: export paths that are called directly.'),
    receivedFor: z.exactOptional(z.strictObject({ occasion: z.enum(occasions), parameter: z.int().min(0) }))
      .describe('The receiver is this parameter of a handler that the framework runs for that occasion.'),
    firstArgument: z.exactOptional(z.union([z.enum(['route', 'object', 'function']), texts, z.strictObject({ export: exportPath })]))
      .describe('What the first argument must be: a route, an object literal, a function, one of these event names, or a plugin, which one '
        + 'of the packages exports under this path.'),
    handlers: z.array(handlerPosition).min(1).describe('Where the handlers stand in the arguments.'),
    passes: z.exactOptional(z.array(z.strictObject({
      argument: z.int().min(0),
      path: z.exactOptional(text).describe('Dotted path from the argument.'),
      parameter: z.int().min(0),
    }))).describe('What else of the call the handlers are given, and as which of their parameters: the options of a plugin.'),
  };
  const parameters = z.array(texts).describe('Accepted parameter names, one list per position.');
  const types = names.min(1).describe('Names of imported types.');
  const classMethod = {
    kind: z.literal('classMethod').describe('Methods of a class that is recognised by its heritage, decorators or file.'),
    extends: z.exactOptional(names), implements: z.exactOptional(names),
    decorator: z.exactOptional(names),
    files: z.exactOptional(texts).describe('Globs over the path below the project root: exported classes of such files.'),
    methods: names.min(1).describe('`*` for every public method.'),
    told: z.exactOptional(z.array(z.strictObject({ option: text, is: texts }))).describe('One is given to `super` or a decorator.'),
  };
  const exported = {
    kind: z.literal('export').describe('Functions that a file exports under agreed names.'),
    files: texts.min(1).describe('Globs over the path below the project root.'),
    exceptFiles: z.exactOptional(texts.min(1)).describe('Globs of those among them that it does not take.'),
    exports: texts.min(1).describe('Exported names; `default`; `*` for all; dotted for members of an exported object; `()` after a name '
      + 'for the instances of an exported class.'),
    directive: z.exactOptional(text).describe('The file must open with this directive.'),
    parameters: z.exactOptional(parameters),
    noParameters: z.exactOptional(z.literal(true)).describe('The function takes no parameters.'),
    beside: z.exactOptional(texts.min(1)).describe('A file of one of these names stands beside the file or in a folder above it.'),
    mentions: z.exactOptional(texts.min(1)).describe('One of these words stands in the file.'),
  };
  const typedParameter = { kind: z.literal('typedParameter').describe('A function one of whose parameters has such a type.'), types };
  const typedFunction = { kind: z.literal('typedFunction').describe('A function whose declared type is one of these.'), types };
  const entry = z.discriminatedUnion('kind', [
    z.strictObject({
      ...call,
      recursive: z.exactOptional(z.literal(true)).describe('Only where the handler makes this call again.'),
      runs,
    }),
    z.strictObject({
      kind: z.literal('decorator').describe('A decorated method.'),
      method: names.min(1).describe('Decorators on the method.'),
      class: z.exactOptional(names).describe('Decorators on its class, one of which must be there.'),
      runs,
    }),
    z.strictObject({ ...classMethod, runs }),
    z.strictObject({ ...exported, runs }),
    z.strictObject({ kind: z.literal('directive').describe('A function whose body begins with a directive.'), directive: text, runs }),
    z.strictObject({ ...typedParameter, runs }),
    z.strictObject({ ...typedFunction, runs }),
    z.strictObject({
      kind: z.literal('typedObject').describe('Functions in an object whose declared type is one of these.'),
      types,
      members: texts.min(1).describe('Dotted paths from the object to the functions, `*` for any key.'),
      runs,
    }),
    z.strictObject({
      kind: z.literal('signature').describe('The last resort: parameter names alone.'),
      name: z.exactOptional(text.describe('What a function at the top of the file is called. Left out: any function.')), parameters, runs,
    }),
  ]);
  const once = z.discriminatedUnion('kind', [
    z.strictObject(call), z.strictObject(classMethod), z.strictObject(exported), z.strictObject(typedParameter),
    z.strictObject(typedFunction),
  ]);
  const container = z.strictObject({
    decorators: names.min(1).describe('Class decorators: `Injectable`.'),
    scope: z.enum(['once', 'perRequest', 'perUse', 'unknown']).describe(
      'How often the container constructs such a class. `perUse`: each time it is asked for it, unless a call among `once` registers it.',
    ),
    perRequest: z.exactOptional(texts).describe('Texts in the decorators of the class, or in a provider object, that mean "per request".'),
    unlessMentioned: z.exactOptional(text).describe('A word with which a program changes the scope of all classes.'),
    perUse: z.exactOptional(texts).describe('Texts, without spaces, in the decorators of the class that mean "each time it is asked for".'),
    perConsumer: z.exactOptional(texts).describe('Texts in a provider object that mean one for each consumer.'),
    onceKeys: z.exactOptional(texts).describe('Keys of provider objects whose functions run once, or per request when the object says so.'),
    classKeys: z.exactOptional(texts)
      .describe('Keys of provider objects whose classes are constructed per request when the object says so.'),
    onceMethods: z.exactOptional(names).describe('Methods that the container calls once after construction.'),
    destroyMethods: z.exactOptional(names).describe('Methods that the container calls when it drops what it made for one request.'),
  });
  const binding = z.strictObject({
    method: text.describe('The function, or method, that binds: `register`.'),
    argument: z.number().int().min(0).describe('Which argument is bound.'),
    keys: z.exactOptional(texts).describe('Keys of that argument, any of which has what is bound. Left out: it is bound itself.'),
    token: z.union([z.number().int().min(0), z.literal('key'), z.strictObject({ before: text })])
      .describe('Where the token is: an argument, the `key` of the property, or the first argument of the call `before` it.'),
    behind: z.exactOptional(text).describe('A method that must be called on the result: `toSelf`.'),
    once: texts.describe('Words in the call, or behind it, that mean one for all.'),
    unclear: z.exactOptional(texts).describe('Words there with which it is not known how often it is made.'),
  });
  const injection = z.strictObject({
    bindings: z.array(binding).describe('Calls that bind a class, or a function that makes an object, to a token.'),
    asks: z.array(text).describe('Methods of the container whose first argument is the token of what is asked for.'),
    members: z.exactOptional(texts).describe('Members of the container whose own members are what is asked for, by name.'),
    decorators: z.exactOptional(names).describe('Decorators of parameters and properties that name a token.'),
    parameters: z.enum(['types', 'names']).describe('How parameters of constructors tell what they are given.'),
    unlessMentioned: z.exactOptional(text).describe('A word with which a program changes how often all is made.'),
  });
  const leftOut = z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('hidden').describe('Those in a folder in whose place one beside `inside` is taken: `src/app`, where there is `app`.'),
      inside: text.describe('Name of the folder around them: `src`.'),
      folders: methods.describe('Names of the folders: `app`, `pages`.'),
    }),
    z.strictObject({
      kind: z.literal('unlisted').describe('Those that a list in a JSON file beside or above them does not name.'),
      list: text.describe('Name of that file.'),
      key: text.describe('Key of the list.'),
      member: text.describe('Key of the glob in each entry of the list.'),
    }),
  ]);
  const framework = z.strictObject({
    name: text.describe('kebab-case.'),
    title: text.describe('As its users call it.'),
    packages: z.array(packageName).describe('Packages any of which must be imported. Empty: always on.'),
    runtime: text.default('node-server').describe('Name of the runtime that its entry points imply.'),
    entries: z.array(entry).describe('Where requests enter.'),
    once: z.exactOptional(z.array(once)).describe('Functions that run once: per process, or per release. They win over `entries`.'),
    containers: z.exactOptional(z.array(container)).describe('Classes that a container constructs.'),
    injection: z.exactOptional(injection).describe('How its container is told what makes an object, and is asked for it.'),
    leavesOut: z.exactOptional(z.array(leftOut)).describe('Which files it does not take although they stand where its files do.'),
    nextRejects: z.exactOptional(z.literal(true))
      .describe('What its middleware calls to run the next one gives a promise that is rejected where that fails.'),
    docs,
  });
  const runtime = z.strictObject({
    name: text.describe('kebab-case.'),
    title: text.describe('As its users call it.'),
    files: z.exactOptional(texts).describe('Files beside or above the linted one that say so.'),
    exportedConstant: z.exactOptional(z.strictObject({ name: text, values: texts.min(1), others: z.exactOptional(texts) }))
      .describe('An exported constant of the linted file with one of these values says so, and one of `others` that it runs elsewhere.'),
    imports: z.exactOptional(z.array(packageName)).describe('Imports in the file that say so.'),
    configurations: z.exactOptional(z.array(z.strictObject({
      files: texts.min(1).describe('Names in the folder of the package.'),
      property: z.exactOptional(text).describe('A path of properties in the object that is exported: `nitro.preset`.'),
      values: z.exactOptional(texts).describe('Texts there that say so; `*` allowed.'),
      imports: z.exactOptional(z.array(packageName)).describe('Imports that say so.'),
    }))).describe("What the configuration of the file's package says of where it is deployed."),
    deployment: z.exactOptional(z.strictObject({
      commands: texts.describe('Commands in scripts of the manifest that run or deploy it there.'),
      files: texts.describe('Names of files up to the package; `*` allowed.'),
      servers: z.array(packageName).describe('Dependencies that a package has for a server only.'),
    })).describe("What the file's package is started and deployed with, where it starts no server of its own."),
    perRequestIsRight: z.exactOptional(text).describe('Why a client per request is right here. Set: nothing is reported.'),
    hotReload: z.exactOptional(z.literal(true)).describe('Modules are reloaded while the server lives.'),
    cannotHold: z.exactOptional(z.array(holding)).describe('What no client can hold there.'),
    deploysFunctions: z.exactOptional(z.literal(true)).describe('A platform that each function is deployed to by itself.'),
    docs,
  });
  const memo = z.strictObject({
    package: z.exactOptional(from.package),
    export: z.union([exportPath, exportPaths.min(1)])
      .describe('Export path or, without a package, a bare function or method name; `*` allowed.'),
    argument: z.exactOptional(z.int().min(0)).describe('Which argument is the callback. Default: any.'),
  });

  return {
    clients: z.exactOptional(z.array(client)).describe('Clients of your own that own a connection, beside the built-in ones.'),
    wrappers: z.exactOptional(z.array(wrapper)).describe('Functions and constructors whose result shares the obligation of a client.'),
    checkouts: z.exactOptional(z.array(checkout)).describe('What is borrowed from a pool and must be given back.'),
    borrowers: z.exactOptional(z.array(borrower)).describe('Functions that use a client and neither keep nor release it.'),
    sharedClosers: z.exactOptional(z.array(sharedCloser)).describe('Calls that close a process-wide shared client or pool.'),
    frameworks: z.exactOptional(z.array(framework)).describe('Frameworks of your own: where requests enter.'),
    runtimes: z.exactOptional(z.array(runtime)).describe('Runtimes of your own: where code runs, and what that means for clients.'),
    memos: z.exactOptional(z.array(memo)).describe('Functions that run their callback at most once, or once per key.'),
  };
}
