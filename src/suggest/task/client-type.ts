import type { TSESTree } from '@typescript-eslint/utils';
import type { Program } from '../../project/program.js';
import { enclosingFunction, isFunction, outermost, propertyName, thisClass, unwrap } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';
import type { EditTask } from './edit-task.js';
import { isModuleScope, referencesIn } from '../text/source.js';
import type { Source } from '../text/source.js';

/**
 * The client's type as TypeScript source, where one can be read off: its variable's annotation, the class it is constructed from, or the
 * annotation of the field that it is put into.
 */
export function typeOfClient({ source, shape, program }: EditTask): string | undefined {
  if (shape.expression !== shape.construction) return undefined;
  if (shape.construction.type !== 'NewExpression') {
    return typeOfField(source, shape.expression) ?? typeOfResult(source, shape.expression);
  }
  const identifier = shape.declared?.variable.identifiers[0];
  const annotation = identifier?.type === 'Identifier' ? identifier.typeAnnotation : undefined;
  if (annotation) {
    if (!areVisible(source, annotation)) return undefined;
    return `(${source.file.textOf(annotation.typeAnnotation)})`.replace(/^\(([\w$.<>, ]+)\)$/, '$1');
  }
  const { callee, typeArguments } = shape.construction;
  if (isMadeClass(program, source, callee)) return typeArguments ? undefined : `InstanceType<typeof ${source.file.textOf(callee)}>`;
  return typeOfConstructed(source, shape.construction);
}

/** `export const UserClient = makeClientConstructor(service);` of another file: a class that is a value, and no type. */
function isMadeClass(program: Program, { file }: Source, callee: Node): boolean {
  const variable = callee.type === 'Identifier' ? file.variableOf(callee) : undefined;
  const record = variable && file.imports.find((one) => one.variable === variable);
  const name = record?.kind === 'named' ? record.imported : undefined;
  const exported = record && name !== undefined ? program.resolve(file, record.specifier, name)?.exports.get(name) : undefined;
  return exported?.kind === 'variable' && exported.variable.defs.every((definition) => definition.type === 'Variable');
}

/** `sdk.v1.Client` */
const MAX_PARTS = 3;

/** `sdk.Client`, where the name of the class that is constructed names a type as well. */
export function typeOfConstructed(source: Source, { callee, typeArguments }: TSESTree.NewExpression): string | undefined {
  if (typeArguments && !areVisible(source, typeArguments)) return undefined;
  let root: Node = callee;
  while (root.type === 'MemberExpression' && !root.computed) root = root.object;
  if (root.type !== 'Identifier') return undefined;
  const definition = source.file.variableOf(root)?.defs[0];
  if (definition && isUntyped(definition.node)) return 'any';
  // A member of anything but a namespace is a value only.
  const isNamed = callee === root
    ? definition?.type === 'ClassName' || (definition?.type === 'ImportBinding' && definition.node.type !== 'ImportNamespaceSpecifier')
    : definition?.type === 'ImportBinding' && ['ImportNamespaceSpecifier', 'TSImportEqualsDeclaration'].includes(definition.node.type);
  const loaded = callee === root ? typeOfLoaded(source, definition?.node) : undefined;
  if (loaded !== undefined && !typeArguments) return loaded;
  const text = source.file.textOf(callee);
  if (!isNamed || /[^\w.$]/.test(text)) return undefined;
  // What is that far in may be the value of a getter, which is no namespace of types.
  if (text.split('.').length > MAX_PARTS) return typeArguments ? undefined : `InstanceType<typeof ${text}>`;
  return typeArguments ? text + source.file.textOf(typeArguments) : text;
}

/** The same, or where none can be read off, what the factory gives. Not where the variable is told that it is something else. */
export function typeOfKept(task: EditTask): string | undefined {
  const { source, shape, finding } = task;
  const own = typeOfClient(task);
  const name = shape.declared?.variable.identifiers[0];
  const isTold = name?.type === 'Identifier' && Boolean(name.typeAnnotation);
  if (own !== undefined || isTold || shape.expression !== shape.construction) return own;
  const given = typeOfCalled(source, shape.construction);
  return given !== undefined && finding.site.model.kind === 'asyncFactory' ? `Awaited<${given}>` : given;
}

/**
 * `ReturnType<typeof sdk.createClient>`, for a place that has no function of its own to be typed after. Of several signatures it takes the
 * last one.
 */
export function typeOfCalled(source: Source, made: Node): string | undefined {
  if (made.type !== 'CallExpression' || made.typeArguments) return undefined;
  const text = source.file.textOf(made.callee);
  return /^[\w$]+(?:\.[\w$]+)*$/.test(text) && areVisible(source, made.callee) ? `ReturnType<typeof ${text}>` : undefined;
}

/** `let Client: any;`, `const { Client } = require('sdk');`: TypeScript knows nothing of it, nor of what is made with it. */
function isUntyped(declarator: Node): boolean {
  if (declarator.type !== 'VariableDeclarator') return false;
  const { id, init } = declarator;
  if (id.typeAnnotation) return id.type === 'Identifier' && id.typeAnnotation.typeAnnotation.type === 'TSAnyKeyword';
  let value = init && unwrap(init);
  while (value?.type === 'MemberExpression') value = unwrap(value.object);
  return init !== null && unwrap(init) === init && value?.type === 'CallExpression' && value.callee.type === 'Identifier'
    && value.callee.name === 'require';
}

/** `import('sdk').Client` of `const { Client } = await import('sdk');` in a function, where no name stands for the type. */
function typeOfLoaded(source: Source, declarator: Node | undefined): string | undefined {
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'ObjectPattern') return undefined;
  const loading = declarator.init && unwrap(declarator.init);
  const [property, ...others] = declarator.id.properties;
  if (loading?.type !== 'ImportExpression' || others.length > 0 || property?.type !== 'Property' || property.computed) return undefined;
  return `import(${source.file.textOf(loading.source)}).${source.file.textOf(property.key)}`;
}

/** `this.client = createClient(url);` of a class with `client: Client;`, without the `null` that stands for none. */
function typeOfField(source: Source, expression: Node): string | undefined {
  const { parent } = outermost(expression);
  const field = parent?.type === 'AssignmentExpression' && parent.operator === '=' ? parent.left : undefined;
  if (field?.type !== 'MemberExpression' || field.object.type !== 'ThisExpression') return undefined;
  const owner = thisClass(field)?.node;
  const member = owner?.body.body.find((element) => element.type === 'PropertyDefinition' && propertyName(element) === propertyName(field));
  const annotation = member?.type === 'PropertyDefinition' ? member.typeAnnotation?.typeAnnotation : undefined;
  if (!annotation || !areVisible(source, annotation)) return undefined;
  const types = annotation.type === 'TSUnionType' ? annotation.types : [annotation];
  const [type, ...others] = types.filter((one) => !/^TS(?:Null|Undefined)Keyword$/.test(one.type));
  return type && others.length === 0 && /^TS(?:TypeReference|AnyKeyword)$/.test(type.type) ? source.file.textOf(type) : undefined;
}

/** `async (): Promise<Pool> => { … return createPool(options); }`, where the type is one that is never nothing. */
function typeOfResult(source: Source, expression: Node): string | undefined {
  let value = outermost(expression);
  if (value.parent?.type === 'AwaitExpression') value = outermost(value.parent);
  const owner = enclosingFunction(expression);
  if (!isFunction(owner) || owner.generator || !(value.parent?.type === 'ReturnStatement' || value.parent === owner)) return undefined;
  const declared = owner.returnType?.typeAnnotation;
  const isPromise = declared?.type === 'TSTypeReference' && source.file.textOf(declared.typeName) === 'Promise';
  const type = isPromise ? declared.typeArguments?.params[0] : declared;
  if (!type || isPromise !== owner.async || !/^TS(?:TypeReference|ImportType)$/.test(type.type)) return undefined;
  return areVisible(source, type) ? source.file.textOf(type) : undefined;
}

/** Whether every name in a type means the same at module scope. */
function areVisible(source: Source, type: Node): boolean {
  return referencesIn(source, type).every(({ resolved }) => !resolved || resolved.defs.length === 0 || isModuleScope(resolved.scope));
}
