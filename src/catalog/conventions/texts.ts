/** What says in a text where a database or a service is, by its name in small letters with `_` between words: `database_url`, `mongo_uri`. */
export const addressNames = /(?:^|_)(?:url|uri|dsn)$|connection_?string$/;
