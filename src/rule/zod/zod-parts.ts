/* What the schemas are made of. The build puts this much of zod, which is a twentieth of the package, into a file of its own. */
export {
  array, boolean, discriminatedUnion, enum, exactOptional, int, literal, number, object, partialRecord, strictObject, string, union,
} from 'zod';
