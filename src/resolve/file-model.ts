import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { isImportFunction } from '../syntax/import-function.js';
import {
  assignedMethod, calledName, isCall, isClass, isFunction, isModuleExports, propertyName, thisClass, unwrap,
} from '../syntax/nodes.js';
import type { CallNode, ClassNode, FunctionNode, Node } from '../syntax/nodes.js';
import { specifierText } from '../syntax/specifier-text.js';
import { walk, type VisitorKeys } from '../syntax/walk.js';
import { undeclaredLocals } from './undeclared-locals.js';
import type { Path } from './path.js';
import { Uses } from './uses.js';

/*
 * One file, indexed by a single walk: its imports, exports, functions, classes and calls, and which variable each name means.
 * Input: a parsed tree with its scope manager, from ESLint or from the project's own parser. Output: look-up tables, no verdicts.
 * Invariant: nothing here looks at another file. Blind spot: exports made by computed names.
 */

export type Variable = TSESLint.Scope.Variable;

/** What a parser hands over. `path` may be virtual. */
export interface SourceTree {
  readonly path: string;
  readonly text: string;
  readonly ast: TSESTree.Program;
  readonly scopes: TSESLint.Scope.ScopeManager;
  readonly visitorKeys: VisitorKeys;
}

/** One way in which a file reaches another module. */
export interface ImportRecord {
  readonly specifier: string;
  /**
   * `named` with the imported name (`default` included), the whole `namespace`, or an `expression` (`require()`, `import()`) that gives
   * the namespace.
   */
  readonly kind: 'named' | 'namespace' | 'expression';
  readonly imported?: string;
  readonly variable?: Variable;
  readonly node: Node;
  /** The way from what the expression gives to the module, where it gives several. */
  readonly within?: Path;
}

/** What a file hands out under a name: something of its own, or something that it only passes on. */
export type ExportRecord =
  | { readonly kind: 'local'; readonly node: Node }
  | { readonly kind: 'variable'; readonly variable: Variable }
  | { readonly kind: 'from'; readonly specifier: string; readonly imported: string };

/** `module.exports = x`, as a name that no ES module can export. */
export const WHOLE_MODULE = '=';

type Reference = Variable['references'][number];

interface ThisOfClass {
  readonly instance: Uses<TSESTree.ThisExpression>;
  readonly static: Uses<TSESTree.ThisExpression>;
}

export class FileModel {
  readonly imports: ImportRecord[] = [];
  /** By exported name; `*` re-exports stand in `starExports`, `export * as ns` under `ns` with `imported: '*'`. */
  readonly exports = new Map<string, ExportRecord>();
  readonly starExports: string[] = [];
  /** It exports members of `exports`, so that a default import gives all of them. */
  isCommonJs = false;
  /** Modules that types name: `import('pg').Pool`. */
  readonly #typeSpecifiers: string[] = [];
  /** `import()` of what is put together at run time. */
  readonly computedImports: TSESTree.ImportExpression[] = [];
  readonly functions: FunctionNode[] = [];
  readonly classes: ClassNode[] = [];
  readonly calls: CallNode[] = [];
  readonly thisExpressions: TSESTree.ThisExpression[] = [];
  /** Where a CommonJS module names what it exports: `exports` and `module.exports`. */
  readonly exportsObjects: (TSESTree.Identifier | TSESTree.MemberExpression | TSESTree.ThisExpression)[] = [];
  /** Reads and writes of `x.name`, by name. */
  readonly members = new Map<string, TSESTree.MemberExpression[]>();
  readonly directives: string[] = [];
  readonly #variables = new Map<Node, Variable>();
  readonly #uses = new Map<Variable, Uses<Reference>>();
  #thisByClass: Map<ClassNode, ThisOfClass> | undefined;
  #exportedNames: Map<Variable | Node, string[]> | undefined;
  #lineStarts: number[] | undefined;
  readonly tree: SourceTree;

  /** `nodes`: all of the tree, as `walk` finds them, from who has walked it already. */
  constructor(tree: SourceTree, nodes?: readonly Node[]) {
    this.tree = tree;
    for (const scope of tree.scopes.scopes) {
      for (const variable of scope.variables) for (const id of variable.identifiers) this.#variables.set(id, variable);
      for (const reference of scope.references) if (reference.resolved) this.#variables.set(reference.identifier, reference.resolved);
    }
    for (const [identifier, variable] of undeclaredLocals(tree.scopes)) this.#variables.set(identifier, variable);
    for (const statement of tree.ast.body) {
      if (statement.type !== 'ExpressionStatement' || typeof statement.directive !== 'string') break;
      this.directives.push(statement.directive);
    }
    if (nodes) for (const node of nodes) this.#index(node);
    else walk(tree.ast, tree.visitorKeys, (node) => this.#index(node));
  }

  get path(): string {
    return this.tree.path;
  }

  /** The variable that an identifier declares or refers to; `undefined` for globals and property names. */
  variableOf(identifier: Node): Variable | undefined {
    const variable = this.#variables.get(identifier);
    return variable && variable.defs.length > 0 ? variable : undefined;
  }

  /** Whether it is `require` of CommonJS, or of `const require = createRequire(import.meta.url)`, and not somebody's own function. */
  isRequire(callee: Node): callee is TSESTree.Identifier {
    if (callee.type !== 'Identifier' || callee.name !== 'require') return false;
    const variable = this.variableOf(callee);
    const declared = variable?.defs[0]?.node;
    if (!variable) return true;
    return declared?.type === 'VariableDeclarator' && declared.init?.type === 'CallExpression'
      && calledName(declared.init) === 'createRequire';
  }

  /** Whether a function gives the module whose name it is given: `require`, or an `import()` that stands in a text. */
  isLoader(callee: Node): boolean {
    const target = unwrap(callee);
    const made = target.type === 'Identifier' ? this.variableOf(target)?.defs[0]?.node : target;
    return this.isRequire(target) || (made !== undefined && isImportFunction(made));
  }

  /** Of all modules that it gets something from. */
  get specifiers(): readonly string[] {
    const reexported = [...this.exports.values()].flatMap((record) => (record.kind === 'from' ? [record.specifier] : []));
    return [...this.imports.map(({ specifier }) => specifier), ...reexported, ...this.starExports, ...this.#typeSpecifiers];
  }

  /** 1-based line of a node. Trees of some parsers have offsets only. */
  lineOf(node: Node): number {
    const line = (node as { loc?: TSESTree.SourceLocation }).loc?.start.line;
    if (line !== undefined) return line;
    this.#lineStarts ??= lineStarts(this.tree.text);
    let low = 0;
    let high = this.#lineStarts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.#lineStarts[middle]! <= node.range[0]) low = middle;
      else high = middle;
    }
    return low + 1;
  }

  usesOf(variable: Variable): Uses<Reference> {
    let uses = this.#uses.get(variable);
    if (!uses) this.#uses.set(variable, uses = new Uses(variable.references, ({ identifier }) => identifier));
    return uses;
  }

  /** Where `this` stands for an instance of a class, or for the class itself. */
  thisOf(owner: ClassNode, isStatic: boolean): Uses<TSESTree.ThisExpression> | undefined {
    this.#thisByClass ??= thisByClass(this.thisExpressions);
    return this.#thisByClass.get(owner)?.[isStatic ? 'static' : 'instance'];
  }

  /** The names under which the file exports a variable, or the function or class that it is the name of. */
  exportedNames(variable: Variable): readonly string[] {
    if (!this.#exportedNames) {
      this.#exportedNames = new Map();
      for (const [name, record] of this.exports) {
        const thing = record.kind === 'variable' ? record.variable : record.kind === 'local' ? record.node : undefined;
        if (thing) this.#exportedNames.set(thing, [...this.#exportedNames.get(thing) ?? [], name]);
      }
    }
    const names = this.#exportedNames;
    if (names.size === 0) return [];
    // Most variables are not exported, and every use of one asks.
    const own = names.get(variable);
    const found = own ? [...own] : [];
    for (const { type, node } of variable.defs) {
      // The parameters of a function have the same node as its name.
      if (type === 'ClassName' || type === 'FunctionName' || type === 'Type') found.push(...names.get(node) ?? []);
    }
    return found;
  }

  /** The text of what an expression reads, to be compared with that of others: without space, casts, `?` and `!`. */
  spellingOf(node: Node): string {
    return this.textOf(unwrap(node)).replace(/\s|[?!](?=[.[])/g, '');
  }

  textOf(node: Node): string {
    return this.tree.text.slice(node.range[0], node.range[1]);
  }

  #index(node: Node): void {
    if (isFunction(node)) this.functions.push(node);
    else if (isClass(node)) this.classes.push(node);
    else if (isCall(node)) this.#indexCall(node);
    switch (node.type) {
      case 'ImportDeclaration':
        return this.#indexImport(node);
      case 'ImportExpression': {
        const specifier = specifierText(node.source);
        if (specifier !== undefined) this.imports.push({ specifier, kind: 'expression', node });
        else this.computedImports.push(node);
        return;
      }
      case 'TSImportEqualsDeclaration': {
        const reference = node.moduleReference;
        const specifier = reference.type === 'TSExternalModuleReference' ? specifierText(reference.expression) : undefined;
        const variable = this.variableOf(node.id);
        if (specifier !== undefined && variable) this.imports.push({ specifier, kind: 'namespace', variable, node });
        return;
      }
      case 'ExportNamedDeclaration':
        return this.#indexNamedExport(node);
      case 'ExportDefaultDeclaration':
        this.exports.set('default', { kind: 'local', node: node.declaration });
        return;
      case 'ExportAllDeclaration':
        if (!node.exported) this.starExports.push(specifierText(node.source)!);
        else this.exports.set(moduleName(node.exported), { kind: 'from', specifier: specifierText(node.source)!, imported: '*' });
        return;
      case 'TSExportAssignment':
        this.exports.set(WHOLE_MODULE, { kind: 'local', node: node.expression });
        return;
      case 'AssignmentExpression':
        return this.#indexCommonJsExport(node);
      case 'TSImportType':
        this.#typeSpecifiers.push(specifierText(node.source)!);
        return;
      case 'ThisExpression':
        this.thisExpressions.push(node);
        if (isExportsObject(node, this)) this.exportsObjects.push(node);
        return;
      case 'Identifier':
        if (node.name === 'exports' && isExportsObject(node, this)) this.exportsObjects.push(node);
        return;
      case 'MemberExpression': {
        if (isModuleExports(node) && isExportsObject(node, this)) this.exportsObjects.push(node);
        const name = propertyName(node);
        if (name === undefined) return;
        const list = this.members.get(name);
        if (list) list.push(node);
        else this.members.set(name, [node]);
        return;
      }
      default:
    }
  }

  #indexCall(node: CallNode): void {
    this.calls.push(node);
    if (node.type !== 'CallExpression' || !this.isLoader(node.callee)) return;
    const specifier = specifierText(node.arguments[0]);
    if (specifier !== undefined) this.imports.push({ specifier, kind: 'expression', node });
  }

  #indexImport(node: TSESTree.ImportDeclaration): void {
    for (const specifier of node.specifiers) {
      const variable = this.variableOf(specifier.local);
      if (!variable) continue;
      const record = { specifier: specifierText(node.source)!, variable, node: specifier };
      if (specifier.type === 'ImportNamespaceSpecifier') this.imports.push({ ...record, kind: 'namespace' });
      else if (specifier.type === 'ImportDefaultSpecifier') this.imports.push({ ...record, kind: 'named', imported: 'default' });
      else this.imports.push({ ...record, kind: 'named', imported: moduleName(specifier.imported) });
    }
  }

  #indexNamedExport(node: TSESTree.ExportNamedDeclaration): void {
    for (const specifier of node.specifiers) {
      const exported = moduleName(specifier.exported);
      if (node.source) {
        this.exports.set(exported, { kind: 'from', specifier: specifierText(node.source)!, imported: moduleName(specifier.local) });
        continue;
      }
      const variable = this.variableOf(specifier.local);
      if (variable) this.exports.set(exported, { kind: 'variable', variable });
    }
    const declaration = node.declaration;
    if (!declaration) return;
    if (declaration.type === 'VariableDeclaration') {
      for (const variable of this.tree.scopes.getDeclaredVariables(declaration)) {
        this.exports.set(variable.name, { kind: 'variable', variable });
      }
    } else if ('id' in declaration && declaration.id?.type === 'Identifier') {
      const { name } = declaration.id;
      // `export const Options = …; export type Options = …`: what runs is the value.
      if (!isTypeDeclaration(declaration) || !this.exports.has(name)) this.exports.set(name, { kind: 'local', node: declaration });
    }
  }

  /** `module.exports = x`, `module.exports.a = x`, `exports.a = x`, and chains of them. */
  #indexCommonJsExport(node: TSESTree.AssignmentExpression): void {
    if (node.left.type !== 'MemberExpression' || node.operator !== '=') return;
    let value: Node = node.right;
    while (value.type === 'AssignmentExpression') value = value.right;
    if (isModuleExports(node.left) && !this.variableOf(node.left.object)) {
      this.exports.set(WHOLE_MODULE, { kind: 'local', node: value });
      return;
    }
    const name = propertyName(node.left);
    if (name === undefined) return;
    if (!isExportsObject(node.left.object, this)) return;
    this.exports.set(name, { kind: 'local', node: value });
    // What compilers make of ES modules says so, and has a default of its own or none.
    this.isCommonJs = !this.exports.has('__esModule') && !this.exports.has('default');
  }
}

function isTypeDeclaration(node: Node): boolean {
  return node.type === 'TSInterfaceDeclaration' || node.type === 'TSTypeAliasDeclaration';
}

function thisByClass(thisExpressions: readonly TSESTree.ThisExpression[]): Map<ClassNode, ThisOfClass> {
  const groups = new Map<ClassNode, { readonly instance: TSESTree.ThisExpression[]; readonly static: TSESTree.ThisExpression[] }>();
  for (const self of thisExpressions) {
    const found = thisClass(self);
    if (!found) continue;
    const group = groups.get(found.node) ?? { instance: [], static: [] };
    groups.set(found.node, group);
    group[found.isStatic ? 'static' : 'instance'].push(self);
  }
  const usesOf = (group: readonly TSESTree.ThisExpression[]): Uses<TSESTree.ThisExpression> => new Uses(group, (self) => self);
  return new Map([...groups].map(([node, group]) => [node, { instance: usesOf(group.instance), static: usesOf(group.static) }]));
}

/**
 * `exports` or `module.exports`, as the free variables of a CommonJS module; `this` in what is assigned to one of its members, which is
 * called as `module.save()` nearly always.
 */
export function isExportsObject(node: Node, file: FileModel): boolean {
  const target = unwrap(node);
  if (target.type === 'ThisExpression') {
    const holder = assignedMethod(target)?.left.object;
    return holder !== undefined && isExportsObject(holder, file);
  }
  if (target.type === 'Identifier') return target.name === 'exports' && !file.variableOf(target);
  return target.type === 'MemberExpression' && isModuleExports(target) && !file.variableOf(target.object);
}


function moduleName(node: TSESTree.Identifier | TSESTree.StringLiteral): string {
  return node.type === 'Identifier' ? node.name : node.value;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
