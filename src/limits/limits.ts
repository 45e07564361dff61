/** Above one of these the answer is `unknown`. Each stands with the reason for its size. */

/**
 * Spots visited to find who uses one function. Hand-written code needs tens; what reaches thousands is passed through a registry.
 */
export const MAX_SPOTS = 1500;

/**
 * The same to find whether one function runs another one that is written in it: it does so where it stands, or the inner one goes into an
 * object, and from there to everywhere.
 */
export const MAX_SPOTS_NEAR = 150;

/** Importers of a file whose exports are followed in such a search. What half of a library imports is not near to anything. */
export const MAX_IMPORTERS_NEAR = 50;

/** Functions between a construction and an entry point. Real traces in labelled repositories have at most eight. */
export const MAX_TRACE = 14;

/** Entry points that are listed for one construction. Who has fifty routes in front of one line repairs the line. */
export const MAX_ENTRIES = 50;

/** Functions looked at to find how often one runs. */
export const MAX_CALLERS = 400;

/**
 * Uses of variables looked at to find how often one function runs. Traces in labelled repositories need more than 25,000; libraries whose
 * objects all hold each other need hundreds of thousands, and seconds, to end in `unknown`.
 */
export const MAX_WORK = 50_000;

/**
 * Steps of ownership (returned to a caller, kept in a field of an object, …) followed for one construction. Applications with hundreds of
 * routes that all ask one function for a connection are real.
 */
export const MAX_OWNERS = 400;

/** Files of a project that are indexed. 100,000 of them take less than 1.5 GB. Larger workspaces are linted package by package. */
export const MAX_FILES = 200_000;

/** Projects whose indexes are kept in memory. An editor has a few of them open; a linter that is given many goes from one to the next. */
export const MAX_PROJECTS = 8;

/** Bytes of a file that is still parsed: beyond it, it is a bundle. */
export const MAX_FILE_SIZE = 1_500_000;

/** Parsed files kept in memory (about 1 MB each at the most, some 50 kB as a rule). */
export const MAX_PARSED = 1500;

/** Linted files after which a parsed file that none of them needed is dropped: what is kept makes every search for garbage longer. */
export const MAX_UNUSED = 20;

/** The same where no linter has trees of its own beside them, and parsing a file again costs more than keeping it. */
export const MAX_UNUSED_IN_CHECK = 100;

/** Files that a look-up by bare method name reads. More than that means that the name is too common to say anything. */
export const MAX_NAME_MATCHES = 60;

/** Steps of an access path. Real ones have up to five; longer ones come from data that holds itself. */
export const MAX_PATH = 10;

/** Calls through which a value is followed into functions and out again by the same way. Wrappers in wrappers are three deep. */
export const MAX_CONTEXTS = 5;

/**
 * Nodes looked at to find the paths of one function. Handlers of labelled repositories need hundreds; `finally` and loops look again.
 */
export const MAX_RELEASE_STEPS = 50_000;

/** Conditions of one function for each of whose outcomes its paths are walked: with three, eight times. */
export const MAX_CONDITIONS = 3;

/** Answers to earlier tests that a test is compared with, the nearest first: people write a dozen after each other. */
export const MAX_ANSWERS = 60;

/** Expressions looked at to find where the arguments of one construction come from. What loops look for leads to itself again and again. */
export const MAX_ORIGIN_STEPS = 5000;

/** Files through which a constructor is handed on, from its package to who constructs it. Barrels of barrels are four deep. */
export const MAX_REEXPORTS = 12;

/** Files that get hold of what one file hands out, in which a release of it is looked for. A client's module has up to thirty. */
export const MAX_HOLDERS = 60;
