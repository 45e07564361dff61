/** Something that the person who typed the command can mend. Its message says how. */
export class UserError extends Error {}
