/**
 * The vocabulary of the catalog: what is known about the world, as data. Nothing here computes.
 *
 * Export paths. A path names what a package hands out, as dotted segments: `Redis`, `v1.ImageAnnotatorClient`,
 * `MongoClient.connect` (a static method). `()` after a segment means "what it constructs or returns", so
 * `Kafka().producer` is the method `producer` of a `new Kafka()`, and `default().get` is `express().get`.
 * Promises are transparent: `await connect()` and `connect()` both give `connect()`.
 * `default` is the default export and, for CommonJS packages, `module.exports` itself; a member of it is written
 * without `default` (`import pg from 'pg'; new pg.Pool()` is `Pool`).
 * In a pattern, `*` stands for any run of characters within one segment and `**` for any number of segments.
 */
export type ExportPattern = string;

/** An npm package name or `node:` builtin, `*` standing for any run of characters within one path segment (`@google-cloud/*`). */
export type PackagePattern = string;

/** How a client comes to be: `new X()`, `x()`, or `await x()`. */
export type ConstructionKind = 'class' | 'factory' | 'asyncFactory';

/** What one client holds for as long as it is neither released nor collected. */
export type Holding = 'grpc-channel' | 'socket' | 'pool' | 'http-agent' | 'child-process' | 'threads' | 'timer' | 'nothing';

/** When the connection is opened: by the construction itself, by the first operation, or by an explicit connect call. */
export type ConnectTime = 'construction' | 'firstUse' | 'connectCall';

/** A condition on the arguments of a construction. It holds only if the source shows it; an unreadable value does not satisfy it. */
export interface ArgumentCondition {
  /** Index of the argument. Default: every argument that is an object literal is looked at. */
  readonly argument?: number;
  /** Dotted path of the option inside the argument. Left out: the argument itself is meant. */
  readonly option?: string;
  /** `present` · `absent` · a shape (`object`, `string`) · or one of the listed literal values. */
  readonly is: 'present' | 'absent' | 'object' | 'string' | readonly (string | number | boolean)[];
}

/** What an option turns the client into. The first effect whose condition holds wins. */
export type OptionEffect =
  | {
    readonly when: ArgumentCondition;
    readonly holds: Exclude<Holding, 'nothing'>;
    /** As for clients. */
    readonly unshareable?: 'serial' | 'breaks';
    readonly collected?: string;
    readonly note?: string;
  }
  | { readonly when: ArgumentCondition; readonly holds: 'nothing'; readonly reason: string };

interface ConstructionModel {
  /** The package (or packages with the same API) that export it. */
  readonly package: PackagePattern | readonly PackagePattern[];
  /** What is called or constructed. */
  readonly export: ExportPattern | readonly ExportPattern[];
  /** Names that the pattern in `export` matches and that are something else. */
  readonly except?: readonly ExportPattern[];
  readonly kind: ConstructionKind;
  /**
   * Semver range of the package for which the entry holds. Of several entries for one export the first that admits the installed version
   * counts.
   */
  readonly versions?: string;
  readonly options?: readonly OptionEffect[];
  /**
   * Types that the package exports and whose values are what this gives: `Pool` of `createPool()`. A class is such a type by itself. What
   * is declared with one (`(pool: Pool)`) has the methods of what is made here.
   */
  readonly typedAs?: readonly string[];
  /** What a reader of the catalog should know; a full sentence. */
  readonly note?: string;
  /** Where this is documented, or where it was read. */
  readonly docs: string;
}

/** A construction that owns a connection. */
export interface OwningClientModel extends ConstructionModel {
  readonly holds: Exclude<Holding, 'nothing'>;
  readonly connects: ConnectTime;
  /**
   * Methods of the client any of which releases it: `close`; dotted when on a member, `connection.close`, or on what a method of it gives,
   * `getChannel().close`. Empty: it cannot be released.
   */
  readonly release: readonly string[];
  /** Whether the first of them gives a promise (`async`) or is done when it returns (`sync`). Left out: nobody knows. */
  readonly releaseIs?: 'sync' | 'async';
  /** The one of them that is done when it returns and never fails, where the first fails on a client that is not open. */
  readonly releaseAnyway?: string;
  /** The first of them fails where the connection is gone, and where it never was there. */
  readonly releaseFails?: true;
  /** `leak`: what it holds outlives the request. `waste`: it goes away by itself soon, and each one costs a new connection. */
  readonly cost: 'leak' | 'waste';
  /** The client itself works with `using` (`sync`) or `await using` (`async`), which ends it as the first method of `release` does. */
  readonly disposable?: 'sync' | 'async';
  /**
   * Semver range of the package, of Node.js for its own modules, in which it does, and in which its declarations say so. Left out: all.
   */
  readonly disposableIn?: string;
  /** Methods that only set the client up and are to be awaited once (`connect`, `$connect`). */
  readonly setup?: readonly string[];
  /** A function that is the last argument of `new` opens it, and is called once: when it is open, or with the error why it is not. */
  readonly tellsWhenOpen?: true;
  /**
   * Methods that open it, its own or of what it is given to (`client.connect(transport)`), and that leave nothing open where they fail:
   * what could not connect need not be closed.
   */
  readonly cleanFailure?: readonly string[];
  /**
   * Methods that open it, and leave it open where they fail: a server that refuses a login has been connected to. A flag that is set behind
   * such a call says nothing of the connection.
   */
  readonly openFailure?: readonly string[];
  /**
   * What limits how long the construction may take to open it, where nothing does so without that. Who stops waiting sooner is given
   * nothing, and it is opened all the same.
   */
  readonly openingLimit?: {
    readonly argument: number;
    /** Milliseconds, where its value is compared with those of others. */
    readonly option: string;
    /** What must hold of the arguments besides. Left out: nothing. */
    readonly when?: ArgumentCondition;
  };
  /** Semver range of the package in which the methods of `setup` do nothing to a client that is set up. */
  readonly setupRepeatable?: string;
  /** Methods (`*` allowed), those of `setup` as well, that open nothing: a client used for nothing else holds nothing. */
  readonly inert?: readonly string[];
  /** Methods, its own and those of its parts, that do not fail, waited for or not: they give a part, and ask nobody for it. */
  readonly harmless?: readonly string[];
  /**
   * Methods, its own and those of such results, whose results go on using the client, waited for or not, so that who keeps such a result
   * keeps the client: `getOptions`, `db`.
   */
  readonly parts?: readonly string[];
  /** Members of such a part that are the client again, and end as it does: `connection`, `browser()` where it is what a method gives. */
  readonly partOwners?: readonly string[];
  /** Methods that end such a part, and that fail only where the part or the client is gone already. */
  readonly partEndings?: readonly string[];
  /** The client carries one user's session, so that one per request is right, if it is released; says why. No edit shares it. */
  readonly session?: string;
  /** The argument, counted from 0, that says whose session it is. One that the program has written down is the same for all requests. */
  readonly sessionIn?: number;
  /**
   * It works inside the process, on a file or in memory: one that is opened and closed for a piece of work costs no connection that could
   * be shared.
   */
  readonly embedded?: true;
  /**
   * What of the package gives the client to whoever asks, because the package keeps what was made: `getPool()`. One that is made once
   * serves all, whether or not the code keeps it.
   */
  readonly handedOutBy?: string;
  /** Methods by which it becomes the one of the whole process, which its package keeps: `register`. */
  readonly globalBy?: readonly string[];
  /** What it holds is no more than what it is given, which is judged by itself: the transport of a session. */
  readonly carries?: string;
  /**
   * What to share where one such client cannot serve all requests, because it is a single connection that does one thing at a time and is
   * not opened again when it breaks: a code name for the message (`Pool`). No edit that shares the client itself is offered then.
   */
  readonly shareInstead?: string;
  /** A pool of such connections, where borrowing one from it gives the same object, which the same methods give back. */
  readonly pooledBy?: {
    /** The asynchronous function that makes the pool, beside the one that makes a connection. */
    readonly factory: string;
    /** The asynchronous method of the pool that lends a connection. */
    readonly lend: string;
    /** Options of a connection that mean the same for the pool. With another no edit is offered. */
    readonly options: readonly string[];
  };
  /**
   * A pool of such connections that takes the same options, and on which the same methods do what they do on a connection, each time on any
   * of its own.
   */
  readonly poolInstead?: {
    /** What makes the pool at once, exported beside what makes a connection, and called like it (`new` for a class). */
    readonly export: string;
    /** Methods of both. With others no edit is offered. */
    readonly methods: readonly string[];
    /** A method of both that gives another form of it with these methods: `promise`. */
    readonly form?: string;
    /** The option of the pool for a URL, which a connection takes in place of its options, and the pool does not. */
    readonly urlOption?: string;
    /** The event of the pool that says that a connection broke which nobody had, and that ends the process where nobody listens. */
    readonly broken?: string;
    /** How it lends a connection to whoever needs one for all that is asked. Left out: no edit borrows one. */
    readonly lends?: PoolLoans;
  };
  /** Where the client is a process that serves many at once: what each of them gets of it, in place of a process of its own. */
  readonly dividedInto?: ProcessContext;
  /**
   * Why one such client cannot serve all requests, where there is nothing else to share. `serial`: it does one thing at a time, or keeps
   * what one user of it chose or said: a folder, an identity, a conversation. One for each request is right then, if it is released.
   * `breaks`: it is of no use any more once its connection breaks. No edit shares either.
   */
  readonly unshareable?: 'serial' | 'breaks';
  /** When the runtime frees an unreleased client after all; a full sentence for the message. */
  readonly collected?: string;
}

/** How a pool lends one of its connections, which has the methods of one that is made for itself. */
export interface PoolLoans {
  /** The asynchronous method of the pool, called without arguments, that gives a connection which is open. */
  readonly by: string;
  /** The method of the connection that gives it back. */
  readonly release: string;
  readonly releaseIs: 'sync' | 'async';
  /** A method of both that closes the connection, and takes one that is lent out of the pool. */
  readonly discard?: string;
  /** What the package calls the type of one that is lent. */
  readonly type: string;
  /** Names of other types that it is of as well, as of what functions are declared to be given. */
  readonly isAlso: readonly string[];
  /** Methods of both, beside those that the pool has too, that leave nothing behind for the next one but a transaction. */
  readonly methods: readonly string[];
}

/** A part of a process, as separate from its other parts as a process of its own would be, that the same methods end. */
export interface ProcessContext {
  /** What a variable that holds one is called. */
  readonly name: string;
  /** The asynchronous method of the client that gives one, without arguments: the first whose `package` is there in such a version. */
  readonly by: readonly { readonly method: string; readonly package: string; readonly versions: string }[];
  /** What the package calls the types of the client and of its part. */
  readonly types?: { readonly client: string; readonly part: string };
  /** Methods that the client and its part have in common, when they are called without arguments. With others no edit is offered. */
  readonly methods: readonly string[];
  /** Those among them whose options are those of the part: `browser.newPage(options)` is a page of a context of its own. */
  readonly takes?: readonly string[];
  /** The event of the client that says that the process has ended. */
  readonly gone: string;
  /** Options whose value makes no difference to what its parts can do. */
  readonly indifferent?: readonly string[];
  /** A regular expression for options with which the process has no such parts, or its parts do not work as it does. */
  readonly unless?: string;
}

/** A construction that looks like one of the above and owns nothing. Listed so that no pattern catches it and the docs can say why. */
export interface NonOwningClientModel extends ConstructionModel {
  readonly holds: 'nothing';
  /** Why it owns nothing; a full sentence. */
  readonly reason: string;
  /** Used when an option makes it own something after all. */
  readonly release?: readonly string[];
  /** The same, as for what owns something. */
  readonly releaseIs?: 'sync' | 'async';
}

export type ClientModel = OwningClientModel | NonOwningClientModel;

/**
 * A function or constructor whose result shares the obligation of a client it is given: `drizzle(pool)`,
 * `DynamoDBDocumentClient.from(client)`.
 */
export interface WrapperModel {
  readonly package: PackagePattern | readonly PackagePattern[];
  readonly export: ExportPattern | readonly ExportPattern[];
  readonly kind: ConstructionKind;
  /**
   * Which argument is the client, or the object whose method this is: `createPool().promise`, `PrismaClient().$extends`,
   * `MongoClient().connect`.
   */
  readonly argument: number | 'receiver';
  /** The client is this option of that argument. */
  readonly option?: string;
  /** Methods of the wrapper that release the client inside. Empty: only the client's own methods do. */
  readonly release: readonly string[];
  readonly docs: string;
}

/**
 * Something borrowed from a pool that must be given back: `pool.connect()` → `release()`.
 * A call that is given a function is the other form, in which the borrowed thing lives as long as the callback (`transaction(async (trx)
 * => …)`) or goes to it (`pool.connect((error, client, done) => …)`); its result is no checkout. `callback` says more of that form.
 */
export interface CheckoutModel {
  readonly package: PackagePattern | readonly PackagePattern[];
  /** The method on the pool, as `Pool().connect`. */
  readonly export: ExportPattern | readonly ExportPattern[];
  readonly kind: ConstructionKind;
  /** Conditions on the arguments any of which must hold: the same function makes something else otherwise. Left out: it always borrows. */
  readonly when?: readonly ArgumentCondition[];
  /**
   * What a function among the arguments is. Left out: one that the borrowed thing is lent to, so that the call is no checkout. `never`: no
   * argument is a function, whatever it is called. Otherwise the last argument, which gets the borrowed thing as the parameter of this
   * index, counted from 0, and is to see to it that it is given back.
   */
  readonly callback?: 'never' | {
    readonly parameter: number;
    /** The parameter that is a function which gives it back. */
    readonly done?: number;
  };
  /** Methods of what was borrowed that give it back. */
  readonly release: readonly string[];
  /** Whether the first of them gives a promise (`async`) or is done when it returns (`sync`). Left out: nobody knows. */
  readonly releaseIs?: 'sync' | 'async';
  /** Methods of the pool that take it back as an argument (`pool.release(x)`). */
  readonly releasedBy?: readonly string[];
  /** Options under which calls are told of it, to use it and no more: `{ session }`, `{ transaction }`. */
  readonly lentAs?: readonly string[];
  /** Methods of anything that are given it as an argument to use it and no more: `query.transacting(trx)`. */
  readonly lentTo?: readonly string[];
  /**
   * Methods of what was borrowed that have it hear what comes in from then on: `subscribe`. It is meant to go on, unless each request makes
   * another one.
   */
  readonly listensBy?: readonly string[];
  /** Methods of what was borrowed that begin or give up its work: they do not fail, or leave nothing to give back when they do. */
  readonly harmless?: readonly string[];
  /**
   * Its method that rolls a transaction back, or `release` where giving it back does that with an open one. Left out: `rollback`, as
   * drivers of SQL call it.
   */
  readonly rollback?: string;
  /** What is borrowed, for the message: `connection`, `session`, `transaction`. */
  readonly noun: string;
  /**
   * What it costs that it is not given back, where that is not that the pool has one less each time: the end of a sentence that begins
   * with "each time".
   */
  readonly cost?: string;
  /** As for clients. */
  readonly disposable?: 'sync' | 'async';
  /** As for clients. */
  readonly disposableIn?: string;
  readonly docs: string;
}

/** A function that uses a client it is given and does not keep it. */
export interface BorrowerModel {
  readonly package: PackagePattern | readonly PackagePattern[];
  readonly export: ExportPattern | readonly ExportPattern[];
  readonly argument: number;
  readonly option?: string;
  /** It opens no connection either (signing a URL). */
  readonly inert?: true;
  /** It releases the client. Left out: it does not. */
  readonly releases?: true;
}

/** A call that closes a process-wide shared client or pool: `mongoose.disconnect()`. */
export interface SharedCloserModel {
  readonly package: PackagePattern | readonly PackagePattern[];
  readonly export: ExportPattern | readonly ExportPattern[];
  /** Semver range of the package in which connecting does nothing while there is a connection. */
  readonly setupRepeatable?: string;
  /** How to open one that is not everybody's. */
  readonly own?: OwnOpening;
  /** What is looked up by a name is one of several, and whoever opened it by that name may close it: only without one it is everybody's. */
  readonly unlessNamed?: true;
  readonly docs: string;
}

/** `await new sdk.ConnectionPool(options).connect()` in place of `await sdk.connect(options)`. */
export interface OwnOpening {
  /** The last part of the name of what opens the one that all share. */
  readonly opening: string;
  /** The class, beside it. */
  readonly constructed: string;
  /** Its asynchronous method, which gives the client when it is open. */
  readonly method: string;
  /** Names beside it, and constructions without arguments, that go to the one that all share without being given it. */
  readonly usedBy: readonly string[];
}

/**
 * A constructor of untraceable origin (a generated stub) that is a client because of what it is given: `new Stub(address,
 * credentials.createSsl())`.
 */
export interface ClueModel {
  /** What one of the arguments is. */
  readonly argument: {
    readonly package: PackagePattern | readonly PackagePattern[];
    readonly export: ExportPattern | readonly ExportPattern[];
  };
  /** The client that such a constructor makes: an export path of the same package, which has an entry as a class. */
  readonly client: string;
}

/** One SDK family: one file of `clients/`, one preset. */
export interface ClientFamily {
  /** kebab-case; also the name of the preset. */
  readonly name: string;
  /** As its users call it: `Google Cloud`. */
  readonly title: string;
  readonly clients: readonly ClientModel[];
  readonly wrappers?: readonly WrapperModel[];
  readonly checkouts?: readonly CheckoutModel[];
  readonly borrowers?: readonly BorrowerModel[];
  readonly sharedClosers?: readonly SharedCloserModel[];
  readonly clues?: readonly ClueModel[];
}

/** How often an entry point runs. All of them count as "per request". */
export type Occasion = 'request' | 'message' | 'invocation' | 'connection' | 'tick' | 'turn';

/** Where the handlers stand in the arguments of a registration. */
export interface HandlerPosition {
  /** An index, every argument from an index on (`{ from: 1 }`), or the last one. Arrays of handlers are looked into. */
  readonly argument: number | 'last' | { readonly from: number };
  /**
   * Dotted path from the argument to the handler, `*` for any key, `()` for what a function returns: `handler`, `resolvers.*.*`,
   * `fields().*.resolve`. Arrays on the way are looked into. Left out: the argument itself.
   */
  readonly path?: string;
}

/** An argument of a registration, or a member of one, and the handler's parameter that it comes to: `register({ plugin, options })`. */
export interface PassedOn {
  readonly argument: number;
  /** Dotted path from the argument. Left out: the argument itself. */
  readonly path?: string;
  readonly parameter: number;
}

/**
 * A call, or a construction, that registers handlers: `app.get('/x', h)`, `onRequest(h)`, `new Worker('jobs', h)`, `server.on('request',
 * h)`.
 */
export interface CallEntry {
  readonly kind: 'call';
  /** Export paths of the receivers whose `methods` register handlers: `default()` (an `express()`), `Router()`, `Hono()`. */
  readonly receivers?: readonly ExportPattern[];
  /** Exported types whose values are such receivers: `FastifyInstance`. */
  readonly receiverTypes?: readonly string[];
  /**
   * Names (`*` allowed) that are such receivers by convention (`app`, `router`, `*Procedure`), where the root of the receiver is a
   * parameter,
   * an import of a project file or `this`, and nothing else is known of it. Needs `firstArgument`, or methods that no other library has,
   * so that nothing else is caught. The file need not import the framework then; the manifest must name it.
   */
  readonly receiverNames?: readonly string[];
  /**
   * The receiver is a parameter of a handler that this framework runs for that occasion: the `socket` of `io.on('connection', (socket) =>
   * …)`.
   */
  readonly receivedFor?: { readonly occasion: Occasion; readonly parameter: number };
  /** Methods of the receivers; without receivers: export paths that are called directly (`https.onRequest`, `**.onCreate`). */
  readonly methods: readonly ExportPattern[];
  /**
   * What the first argument must be: a route (string that begins with `/`, a regular expression, an array of them), a function expression,
   * an object literal, or one of these event names. An event name with a dot is the member that stands for it (`Events.MessageCreate`).
   * Or what the framework exports under a path: a plugin (`app.register(plugin, { … })`), whatever the receiver is then.
   */
  readonly firstArgument?: 'route' | 'function' | 'object' | readonly string[] | { readonly export: ExportPattern };
  readonly handlers: readonly HandlerPosition[];
  /** What else of the call the handlers are given. */
  readonly passes?: readonly PassedOn[];
  /** It counts only where the handler, or something that it calls, makes this call again: `setTimeout` as a loop. */
  readonly recursive?: true;
  readonly runs: Occasion;
}

/** A decorated method: `@Get()` in a class with `@Controller()`. */
export interface DecoratorEntry {
  readonly kind: 'decorator';
  /** Decorators on the method. */
  readonly method: readonly string[];
  /** Decorators on its class, one of which must be there. Left out: any class. */
  readonly class?: readonly string[];
  readonly runs: Occasion;
}

/**
 * Methods of a class that is recognised by what it extends, implements, is decorated with, or by its file: `canActivate` of
 * `CanActivate`.
 */
export interface ClassMethodEntry {
  readonly kind: 'classMethod';
  readonly extends?: readonly string[];
  readonly implements?: readonly string[];
  readonly decorator?: readonly string[];
  /**
   * Globs over the path below the project root: exported classes of such files. As for `export` entries the manifest must name a package.
   */
  readonly files?: readonly string[];
  /** `*` for every public method that is no constructor, accessor or static. */
  readonly methods: readonly string[];
  /** One of these options with one of these values, as they are written, is given to `super` or to a decorator: `{ event: 'ready' }`. */
  readonly told?: readonly ToldOption[];
  readonly runs: Occasion;
}

export interface ToldOption {
  readonly option: string;
  readonly is: readonly string[];
}

/** Functions that a file exports under agreed names: `GET` of route files under `app`, `handler` of a Lambda. */
export interface ExportEntry {
  readonly kind: 'export';
  /** Globs over the path below the project root; a leading double-star folder matches no folder as well. */
  readonly files: readonly string[];
  /** Those of them that it does not take. */
  readonly exceptFiles?: readonly string[];
  /**
   * Exported names; `default`; `*` for all. Dotted for members of an exported object: `actions.*`, `default.fetch`; `()` after a name for
   * the instances of an exported class: `nodeClass().run`.
   */
  readonly exports: readonly string[];
  /** The file must open with this directive. */
  readonly directive?: string;
  /** Names the function's first parameters must have, when the name alone is too common. One list of accepted names per position. */
  readonly parameters?: readonly (readonly string[])[];
  /** The function takes no parameters. */
  readonly noParameters?: true;
  /** A file of one of these names stands beside the file or in a folder above it: `serverless.yml`. */
  readonly beside?: readonly string[];
  /** One of these words stands in the file: `PhysicalResourceId`. */
  readonly mentions?: readonly string[];
  readonly runs: Occasion;
}

/** A function whose body begins with a directive: `"use server"`. */
export interface DirectiveEntry {
  readonly kind: 'directive';
  readonly directive: string;
  readonly runs: Occasion;
}

/** A function one of whose parameters has one of these imported types: `(req: NextApiRequest, …)`. */
export interface TypedParameterEntry {
  readonly kind: 'typedParameter';
  /** `*` allowed: `*Event`. */
  readonly types: readonly string[];
  readonly runs: Occasion;
}

/** A function whose declared type is one of these: `const h: APIGatewayProxyHandler = …`. */
export interface TypedFunctionEntry {
  readonly kind: 'typedFunction';
  /** `*` allowed: `*Handler`. */
  readonly types: readonly string[];
  readonly runs: Occasion;
}

/** Functions in an object whose declared type is one of these: `const options: NextAuthOptions = { callbacks: { session() {} } }`. */
export interface TypedObjectEntry {
  readonly kind: 'typedObject';
  /** `*` allowed: `*Resolvers`. */
  readonly types: readonly string[];
  /** Dotted paths from the object to the functions, `*` for any key: `callbacks.*`. Arrays on the way are looked into. */
  readonly members: readonly string[];
  readonly runs: Occasion;
}

/** The last resort: parameter names alone. One list of accepted names per position; all listed positions must be there. */
export interface SignatureEntry {
  readonly kind: 'signature';
  /** What the function is called that is declared at the top of the file, and that nothing calls. Left out: any function. */
  readonly name?: string;
  /** Of a position, the names that its parameter may have; what it may be taken apart into, at most, with a dot before it: `.body`. */
  readonly parameters: readonly (readonly string[])[];
  readonly runs: Occasion;
}

export type EntryModel =
  | CallEntry
  | DecoratorEntry
  | ClassMethodEntry
  | ExportEntry
  | DirectiveEntry
  | TypedParameterEntry
  | TypedFunctionEntry
  | TypedObjectEntry
  | SignatureEntry;

/** Handlers given to these calls run once per process: `app.listen(cb)`, `onInit(fn)`, `fastify.register(plugin)`. */
export type OnceCall = Omit<CallEntry, 'runs' | 'recursive'>;

/** Functions that run once: once per process, or once per release, as a custom resource of CloudFormation. They win over `entries`. */
export type OnceEntry =
  | OnceCall
  | Omit<ExportEntry, 'runs'>
  | Omit<ClassMethodEntry, 'runs'>
  | Omit<TypedParameterEntry, 'runs'>
  | Omit<TypedFunctionEntry, 'runs'>;

/** Classes that a container constructs: by default once, per request when the decorator's argument says so. */
export interface ContainerModel {
  /** Class decorators: `Injectable`, `Controller`. */
  readonly decorators: readonly string[];
  /**
   * The scope of an undecorated-argument class. `perUse`: made anew each time it is asked for, unless a call among the framework's `once`
   * registers it. `unknown`: nobody who is given the class is taken to construct it.
   */
  readonly scope: 'once' | 'perRequest' | 'perUse' | 'unknown';
  /** Texts in the decorators of the class, or in a provider object, that mean another scope: `Scope.REQUEST`. */
  readonly perRequest?: readonly string[];
  /** A word with which a program changes the scope of all classes. Where it stands in any file, the scope is unknown. */
  readonly unlessMentioned?: string;
  /** Texts, without spaces, in the decorators of the class that mean one each time it is asked for, or one for each consumer. */
  readonly perUse?: readonly string[];
  /** Texts in a provider object that mean one for each consumer, so that nothing is known of how many: `Scope.TRANSIENT`. */
  readonly perConsumer?: readonly string[];
  /** Keys of provider objects whose functions the container runs once: `useFactory`. Per request when the object says so. */
  readonly onceKeys?: readonly string[];
  /** Keys of provider objects whose classes it constructs per request when the object says so: `useClass`. */
  readonly classKeys?: readonly string[];
  /** Methods that the container calls once after construction: `onModuleInit`. */
  readonly onceMethods?: readonly string[];
  /** Methods that the container calls when it drops an object that it made for one request: `$onDestroy`. */
  readonly destroyMethods?: readonly string[];
}

/**
 * How a container is told, by a token, what makes an object, and how it is asked for it. What it makes is made anew each time, unless the
 * binding says otherwise.
 */
export interface InjectionModel {
  readonly bindings: readonly BindingModel[];
  /** Methods of the container whose first argument is the token of what is asked for: `resolve`. */
  readonly asks: readonly string[];
  /** Members of the container whose own members are what is asked for, by name: `cradle`. */
  readonly members?: readonly string[];
  /** Decorators of parameters and properties that name a token: `inject`. */
  readonly decorators?: readonly string[];
  /** How the parameters of a constructor that it calls tell what they are given, without a decorator. */
  readonly parameters: 'types' | 'names';
  /** A word with which a program changes how often all is made: `defaultScope`. Where it stands in any file, nothing is known. */
  readonly unlessMentioned?: string;
}

/** A call that binds a class, or a function that makes an object, to a token. */
export interface BindingModel {
  /** The name of the function, or of the method of the container, or of what `token` gives. */
  readonly method: string;
  /** Which argument is bound. */
  readonly argument: number;
  /** Keys of that argument, any of which has what is bound. Left out: it is bound itself. */
  readonly keys?: readonly string[];
  /**
   * Where the token is: the index of an argument; `key`, that of the property whose value the call is; or the first argument of the call in
   * front by the name of a method: `bind(token).to(Class)`.
   */
  readonly token: number | 'key' | { readonly before: string };
  /** A method that must be called on the result: `bind(Class).toSelf()`. */
  readonly behind?: string;
  /** Words in the call, or in what is called on its result, that mean one for all. */
  readonly once: readonly string[];
  /** Words there with which it is not known how often it is made. */
  readonly unclear?: readonly string[];
}

/** One framework: one file of `frameworks/`. */
export interface FrameworkModel {
  /** kebab-case. */
  readonly name: string;
  readonly title: string;
  /**
   * Packages any of which the file must import for `call`, `decorator`, `classMethod` and typed entries to be looked for.
   * `export`, `directive` and `signature` entries need the project's manifest to name one of them. Empty: always on, and the paths of
   * `call`
   * entries without receivers are globals (`setInterval`).
   */
  readonly packages: readonly PackagePattern[];
  /** Name of the runtime that its entry points imply. */
  readonly runtime: string;
  readonly entries: readonly EntryModel[];
  readonly once?: readonly OnceEntry[];
  readonly containers?: readonly ContainerModel[];
  readonly injection?: InjectionModel;
  /** Which files it does not take although they stand where its files do. */
  readonly leavesOut?: readonly LeftOut[];
  /** What its middleware calls to run the next one gives a promise that is rejected where that fails. */
  readonly nextRejects?: true;
  readonly docs: string;
}

export type LeftOut =
  /** Those in a folder of one of these names in `inside`, where one of the same name stands beside `inside`: `src/app` beside `app`. */
  | { readonly kind: 'hidden'; readonly inside: string; readonly folders: readonly string[] }
  /** Those that a list in a JSON file above does not name: `{ "builds": [{ "src": "api/*.js" }] }`. An empty list names all. */
  | { readonly kind: 'unlisted'; readonly list: string; readonly key: string; readonly member: string };

/** Where code runs, and what that means for clients. */
export interface RuntimeModel {
  readonly name: string;
  readonly title: string;
  /** Files beside or above the linted one that say so: `wrangler.toml`. */
  readonly files?: readonly string[];
  /** `export const <name> = '<value>'` in the file says so: `runtime` = `edge`. One of `others` says that it runs elsewhere. */
  readonly exportedConstant?: { readonly name: string; readonly values: readonly string[]; readonly others?: readonly string[] };
  /** Imports in the file that say so: `cloudflare:workers`. */
  readonly imports?: readonly PackagePattern[];
  /** What the configuration of the file's package says of where it is deployed: `nitro: { preset: 'cloudflare_module' }`. */
  readonly configurations?: readonly RuntimeConfiguration[];
  /** What the file's package is started and deployed with, where it starts no server of its own. */
  readonly deployment?: RuntimeDeployment;
  /** Why a client per request is right here. Set: nothing is reported and no client is hoisted. */
  readonly perRequestIsRight?: string;
  /** Servers of this runtime reload modules while they live, so that a module variable is not enough in development: `globalThis` memo. */
  readonly hotReload?: true;
  /** A platform of its own that each function is deployed to: files of another runtime beside it say nothing of the function. */
  readonly deploysFunctions?: true;
  /** What no client can hold there: code that starts a process runs elsewhere, whatever lies beside it. */
  readonly cannotHold?: readonly OwningClientModel['holds'][];
  readonly docs: string;
}

/** A file that says where a package is deployed: by a property of what it exports, or by what it imports. */
export interface RuntimeConfiguration {
  /** Names in the folder of the package, most likely ones first. */
  readonly files: readonly string[];
  /** A path of properties in the object that is exported, also as the argument of a call: `nitro.preset`. */
  readonly property?: string;
  /** Texts there that say so; `*` allowed. */
  readonly values?: readonly string[];
  /** Imports that say so: `@sveltejs/adapter-cloudflare`. */
  readonly imports?: readonly PackagePattern[];
}

/** What says of a package where it is deployed, and is no more than a second place beside a server that the package starts. */
export interface RuntimeDeployment {
  /** Commands in scripts of the manifest: `wrangler deploy`. */
  readonly commands: readonly string[];
  /** Names of files up to the package; `*` allowed: `wrangler.*.toml`. */
  readonly files: readonly string[];
  /** Dependencies that a package has for a server only. */
  readonly servers: readonly PackagePattern[];
}

/** A function that runs its callback at most once, or once per key, and hands out the kept result. */
export interface MemoModel {
  /** Left out: a function of any origin whose last name matches. */
  readonly package?: PackagePattern | readonly PackagePattern[];
  /** Export path or, without a package, a bare function or method name; `*` allowed. */
  readonly export: ExportPattern | readonly ExportPattern[];
  /** Which argument is the callback. Default: any. */
  readonly argument?: number;
}

/** The whole catalog as it is written, before indexing. */
export interface Catalog {
  readonly families: readonly ClientFamily[];
  readonly frameworks: readonly FrameworkModel[];
  readonly runtimes: readonly RuntimeModel[];
  readonly memos: readonly MemoModel[];
}
