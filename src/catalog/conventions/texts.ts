/** Names, in small letters with `_` between words, of what says in a text where a service is: `database_url`, `mongo_uri`. */
export const addressNames = /(?:^|_)(?:url|uri|dsn)$|connection_?string$/;
