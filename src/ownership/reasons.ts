/** Why nobody has to release a client, or why nobody can tell, where several places of the search conclude the same. */

export const GIVEN = 'an object that was given to the function keeps it';
export const ASKED = 'the SDK is asked first what it has';
export const GUARDED = 'a test of what is kept lets it be made once only';
export const UNOPENED = 'nobody here calls the method that opens it';
export const UNASKED = 'no caller asks for it';
export const READ = 'whoever reads the iterator ends it';
export const DECORATED = 'a decorator may put something else in its place, which keeps what it gives';
