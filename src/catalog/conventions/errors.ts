/** What code calls its errors. */

/** The first parameter of a callback that gets an error or a result. */
export const errorParameterNames = /^_?(?:e|er|err|error|ex|exception)\d*$|(?:Err|Error)$/;

/** What a test that begins a handler of an error looks at. */
export const testedErrorNames = /^_?(?:e|err|error|ex|exception|reason)$/;

/** Variables that hold an error. */
export const errorNames = /^(?:_?(?:e|ex|err|error|exception|reason|cause)\d*)$|(?:Err|Error)$/;

/** Functions that fail for what they are given: they read it, check it, or look for it on the disk. */
export const failingNames = new RegExp('^(?:parse|verify|decode|decrypt|validate|assert|ensure|check|require'
  + '|throw|fail|must|unwrap|compile|render)(?:[A-Z]\\w*)?$|Sync$|OrThrow$|^(?:URL|BigInt|JSONParse)$');

/** Words of an answer, or of a message, that says that something went wrong. */
export const failureWords = new RegExp('\\b[45]\\d\\d\\b|\\bfalse\\b|\\bnull\\b|\\bundefined\\b|err(?:or)?s?\\b|[a-z]Error\\b|fail|invalid'
  + '|missing|not.?found|required|insufficient|denied|forbidden|unauthori[sz]ed|reject|cannot|conflict|badrequest', 'i');
