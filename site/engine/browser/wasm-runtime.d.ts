/** As much as is used of it. Its own declarations name no module. */
declare module '@napi-rs/wasm-runtime' {
  export class WASI {
    constructor(options: { readonly version: 'preview1' });
  }
  export function instantiateNapiModule(bytes: ArrayBuffer, options: {
    readonly context: unknown;
    readonly asyncWorkPoolSize: number;
    readonly wasi: WASI;
    readonly overwriteImports: (imports: Record<string, WebAssembly.ModuleImports>) => Record<string, WebAssembly.ModuleImports>;
    readonly beforeInit: (loaded: { readonly instance: WebAssembly.Instance }) => void;
  }): Promise<{ readonly napiModule: { readonly exports: unknown } }>;
}
