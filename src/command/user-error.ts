/** Something that the person who typed the command can fix. Its message says how. */
export class UserError extends Error {}
