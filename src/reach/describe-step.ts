import { functionName, isClass } from '../syntax/nodes.js';
import type { Program } from '../project/program.js';
import type { TraceStep } from './reach.js';

/** For people: `verifyToken() services/captcha.ts:8`. */
export function describeStep(program: Program, step: TraceStep): string {
  const name = functionName(step.owner);
  const place = `${program.relativePath(step.file)}:${step.file.lineOf(step.node)}`;
  const isConstruction = isClass(step.owner) || name?.startsWith('new ');
  return name === undefined ? place : isConstruction ? `${isClass(step.owner) ? `new ${name}` : name}() ${place}` : `${name}() ${place}`;
}

