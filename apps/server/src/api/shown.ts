import type { Type } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';

/** The fields of an answer, for its documentation. An optional field may be missing; a nullable one may be null. */
interface ShownOptions {
  readonly optional?: boolean;
  readonly nullable?: boolean;
}

function shown(documentation: ApiPropertyOptions, { optional, nullable }: ShownOptions = {}): PropertyDecorator {
  const presence = { required: optional !== true, ...(nullable === true ? { nullable } : {}) };
  // The type of the options is a union that a spread cannot show to fit.
  return ApiProperty({ ...presence, ...documentation } as ApiPropertyOptions);
}

export const OPTIONAL: ShownOptions = { optional: true };
export const NULLABLE: ShownOptions = { nullable: true };

/** Words, a key, an id or a date. */
export function ShownText(description: string, example: string, options?: ShownOptions): PropertyDecorator {
  return shown({ type: String, description, example }, options);
}

/** A decimal number as text. */
export function ShownDecimal(description: string, example: string, options?: ShownOptions): PropertyDecorator {
  return shown({ type: String, format: 'decimal', description, example }, options);
}

/** A whole number. */
export function ShownNumber(description: string, example: number, options?: ShownOptions): PropertyDecorator {
  return shown({ type: 'integer', description, example }, options);
}

/** True or false. */
export function ShownFlag(description: string, example: boolean, options?: ShownOptions): PropertyDecorator {
  return shown({ type: Boolean, description, example }, options);
}

/** One of a list of words. */
export function ShownChoice(
  choices: readonly string[],
  description: string,
  options?: ShownOptions,
): PropertyDecorator {
  const values = options?.nullable === true ? [...choices, null] : [...choices];
  return shown({ type: String, enum: values, description, example: choices[0] }, options);
}

/** A list of words. */
export function ShownTexts(description: string, example: readonly string[], options?: ShownOptions): PropertyDecorator {
  return shown({ type: String, isArray: true, description, example: [...example] }, options);
}

// The documentation takes a function for a late answer only when it is a field called "type": hence the wrapping.

/** An object with fields of its own. */
export function ShownPart(type: () => Type, description: string, options?: ShownOptions): PropertyDecorator {
  return shown({ type: () => type(), description }, options);
}

/** A list of objects with fields of their own. */
export function ShownParts(type: () => Type, description: string, options?: ShownOptions): PropertyDecorator {
  return shown({ type: () => type(), isArray: true, description }, options);
}

/** An object whose fields depend on what it is about. */
export function ShownObject(description: string, example: object, options?: ShownOptions): PropertyDecorator {
  return shown({ type: 'object', additionalProperties: true, description, example }, options);
}

/** A list of objects whose fields the description of the format tells. */
export function ShownObjects(description: string, example: object, options?: ShownOptions): PropertyDecorator {
  const items = { type: 'object', additionalProperties: true };
  return shown({ type: 'array', items, description, example: [example] }, options);
}
