/** What `--help` prints. */
export const help = `client-lifetime check [paths…]

Checks the whole project at once, with or without ESLint; see check --help.

client-lifetime explain <file>:<line>[:<column>]

Says how eslint-plugin-client-lifetime decided about the client that is constructed there:
what it is, how often it runs and from where, who keeps it, whether it is released,
and which rule reports it or what kept the rules silent.

  --passes            print what each pass of the engine found, and where; without a line, of the whole file
  --json              print the same as JSON
  --settings <file>   JSON with the settings that stand under "client-lifetime" in the ESLint configuration
  --root <folder>     the folder whose files make up the project (default: the nearest workspace root)
  --help, --version

Exit codes: 0 explained, 1 no construction at that place, 2 it could not be looked at.

To use it:

client-lifetime init                            writes the configuration for what it finds; see init --help

For a process that is growing already:

client-lifetime watch <port> | --pid <pid>      counts where it constructs clients; see watch --help
client-lifetime snapshot <port> | --pid <pid>   takes heap snapshots of it; see snapshot --help
client-lifetime diagnose <snapshots…>           from heap snapshots to the line that constructs what grows; see diagnose --help

For a client that the catalog does not know:

client-lifetime probe <package> <export>        measures what constructing it costs; see probe --help

DEBUG=client-lifetime says which files were read, which could not be parsed, and which limits were met.
`;
