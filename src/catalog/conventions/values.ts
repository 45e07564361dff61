/** What code calls the values that a client is made of. */

/** Names of texts and numbers that tell one server, region or customer from another. */
export const scalarNames = new RegExp('(?:^|[a-z_\\d])(?:region|zone|host|hostname|url|uri|endpoint|address|port|id|arn|name|domain|bucket'
  + '|database|dsn|stage|profile|locale|retries|attempts|timeout|delay)$', 'i');

/** Names of which the servers are, and which come in any number. */
export const serverNames = /(?:host|hostname|url|uri|endpoint|address|port|dsn|server|connectionstring)$/i;

/** A client per password, key or token helps only until that is renewed, and keeps it in memory. */
export const secretNames = new RegExp('pass(?:word|wd|phrase|code)?$|^pwd$|secret|token|credential|api_?key|(?:access|private)_?key|auth'
  + '|bearer|jwt|session|cookie|signature|certificate|key$', 'i');

/** What a key is called by: no secret itself, and of one secret only, which is replaced together with it. */
export const keyNames = /access_?key_?id$|account_?sid$/i;

/** The secret that belongs to such a name where they are given together. */
export const namedSecrets = /secret_?access_?key$|^auth_?token$/i;

/** Calls whose result belongs to the moment: it differs from request to request. */
export const momentaryNames = new RegExp('^(?:now|v[1-8]|auth|ulid)$|random|uuid|nanoid|cuid|session|token|cookie|header|request|tenant'
  + '|user(?!untime)|getStore|context|timestamp', 'i');

/** Properties of a client that say how it works, and open nothing whatever is done with them. */
export const settingsNames = /^_?(?:config|configuration|options|opts|settings)$/;

/** What the options of a client are called, all of them in one object. */
export const optionsNames = /(?:config|configuration|options|opts|settings|credentials|params)$/i;

/** Text, with its quotes, that tells a database to send what happens from then on. */
export const subscribingText = /^['"`]\s*LISTEN\s/i;
