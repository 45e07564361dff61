import { createContext } from '@emnapi/runtime';
import { WASI, instantiateNapiModule } from '@napi-rs/wasm-runtime';
import type { parseSync as ofPackage } from 'oxc-parser';

/*
 * `oxc-parser` as WebAssembly. Its build without threads is taken, because shared memory is only for pages whose server sends headers that
 * static hosts do not send. Input: the bytes of parser.wasm32-wasip1.wasm, once. Invariant: nothing parses before `startParser` is done.
 */

/** Pages of 64 kB that the module asks for when it starts. It grows when it must. */
const MEMORY = { initial: 1000, maximum: 65_536 };

interface Binding {
  readonly parseSync: (...parameters: Parameters<typeof ofPackage>) => unknown;
}

let binding: Binding | undefined;

export async function startParser(bytes: ArrayBuffer | Uint8Array): Promise<void> {
  if (binding) return;
  const memory = new WebAssembly.Memory(MEMORY);
  const { napiModule } = await instantiateNapiModule(bytes as ArrayBuffer, {
    context: createContext(),
    asyncWorkPoolSize: 0,
    wasi: new WASI({ version: 'preview1' }),
    overwriteImports: (imports: Record<string, WebAssembly.ModuleImports>) => (
      { ...imports, env: { ...imports.env, ...imports.napi, ...imports.emnapi, memory } }),
    beforeInit: ({ instance }: { readonly instance: WebAssembly.Instance }) => {
      for (const [name, register] of Object.entries(instance.exports)) {
        if (name.startsWith('__napi_register__')) (register as () => void)();
      }
    },
  });
  binding = napiModule.exports as Binding;
}

export function parseSync(...parameters: Parameters<typeof ofPackage>): unknown {
  if (!binding) throw new Error('The parser is asked before it is started.');
  return binding.parseSync(...parameters);
}

/** The other export of the package. Nothing here parses in the background. */
export function parse(...parameters: Parameters<typeof ofPackage>): Promise<unknown> {
  return Promise.resolve(parseSync(...parameters));
}
