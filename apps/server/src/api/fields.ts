import { applyDecorators, type Type } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Refusal, parseDate, parseDecimal } from '@outturn/domain';
import { Type as TransformTo } from 'class-transformer';
import { ValidateBy, ValidateIf, ValidateNested } from 'class-validator';

/**
 * The fields of a request: each decorator says once what a field is, for the check and for the documentation.
 *
 * A check answers a sentence, or undefined when all is well.
 */
type Check = (value: unknown, name: string) => string | undefined;

interface FieldOptions {
  readonly optional?: boolean;
}

const LONGEST_TEXT = 10_000;
const MOST_ITEMS = 500;

function field(check: Check, documentation: ApiPropertyOptions, options: FieldOptions): PropertyDecorator {
  const complaint: Check = (value, name) => (value === undefined ? `"${name}" is missing.` : check(value, name));
  return applyDecorators(
    // Not IsOptional, which would also let null pass.
    ...(options.optional === true ? [ValidateIf((_, value) => value !== undefined)] : []),
    ValidateBy({
      name: 'field',
      validator: {
        validate: (value, args) => complaint(value, args?.property ?? '') === undefined,
        defaultMessage: (args) => complaint(args?.value, args?.property ?? '') ?? '',
      },
    }),
    // The type of the options is a union that a spread cannot show to fit.
    ApiProperty({ required: options.optional !== true, ...documentation } as ApiPropertyOptions),
  );
}

/** Words. */
export function Text(
  description: string,
  example: string,
  options: FieldOptions & { longest?: number } = {},
): PropertyDecorator {
  const longest = options.longest ?? LONGEST_TEXT;
  const check: Check = (value, name) => {
    if (typeof value !== 'string') return `"${name}" must be a text.`;
    return value.length > longest ? `"${name}" has more than ${longest} characters. Shorten it.` : undefined;
  };
  return field(check, { type: String, description, example, maxLength: longest }, options);
}

/** A period by its name; whether there is such a period the domain says. */
export function PeriodName(description: string, options: FieldOptions = {}): PropertyDecorator {
  return Text(description, '2023-24-Q4', { ...options, longest: 40 });
}

/** The key of an indicator, an area or a level. */
export function Key(description: string, example: string, options: FieldOptions = {}): PropertyDecorator {
  return Text(description, example, { ...options, longest: 100 });
}

/** A decimal number as text, so that no digit is lost on the way. */
export function Decimal(description: string, example: string, options: FieldOptions = {}): PropertyDecorator {
  return field(checkDecimal, { type: String, format: 'decimal', description, example }, options);
}

const checkDecimal: Check = (value, name) => {
  if (typeof value !== 'string') return `"${name}" must be a decimal number written as a string, such as "56.26".`;
  return refusalOf(() => parseDecimal(value, ''));
};

/** A calendar date. */
export function Day(description: string, example: string, options: FieldOptions = {}): PropertyDecorator {
  const check: Check = (value, name) => {
    if (typeof value !== 'string') return `"${name}" must be a date written as a string, such as "2024-07-31".`;
    return refusalOf(() => parseDate(value, ''));
  };
  return field(check, { type: String, format: 'date', description, example }, options);
}

function refusalOf(parse: () => unknown): string | undefined {
  try {
    parse();
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}

/** One of a list of words. */
export function Choice(
  choices: readonly string[],
  description: string,
  example: string,
  options: FieldOptions = {},
): PropertyDecorator {
  const check: Check = (value, name) =>
    typeof value === 'string' && choices.includes(value)
      ? undefined
      : `"${name}" must be one of ${choices.join(', ')}.`;
  return field(check, { type: String, enum: [...choices], description, example }, options);
}

/** Some of a list of words, each once. */
export function Choices(
  choices: readonly string[],
  description: string,
  example: readonly string[],
  options: FieldOptions = {},
): PropertyDecorator {
  const check: Check = (value, name) =>
    Array.isArray(value) &&
    value.every((item) => choices.includes(item as string)) &&
    new Set(value).size === value.length
      ? undefined
      : `"${name}" must be a list of ${choices.join(', ')}, each at most once.`;
  return field(check, { type: String, enum: [...choices], isArray: true, description, example: [...example] }, options);
}

/** True or false. */
export function Flag(description: string, example: boolean, options: FieldOptions = {}): PropertyDecorator {
  const check: Check = (value, name) => (typeof value === 'boolean' ? undefined : `"${name}" must be true or false.`);
  return field(check, { type: Boolean, description, example }, options);
}

/** A whole number from 0 that counts something; never a figure, which is a decimal in text. */
export function Count(description: string, example: number, options: FieldOptions = {}): PropertyDecorator {
  const check: Check = (value, name) =>
    typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= 1_000_000
      ? undefined
      : `"${name}" must be a whole number from 0 to 1000000.`;
  return field(check, { type: 'integer', minimum: 0, maximum: 1_000_000, description, example }, options);
}

/** A position of the ledger. */
export function Position(description: string, example: number, options: FieldOptions = {}): PropertyDecorator {
  const maximum = Number.MAX_SAFE_INTEGER;
  const check: Check = (value, name) =>
    typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
      ? undefined
      : `"${name}" must be a position: a whole number from 0 to ${maximum}.`;
  return field(check, { type: 'integer', minimum: 0, maximum, description, example }, options);
}

/** A list of texts. */
export function Texts(description: string, example: readonly string[], options: FieldOptions = {}): PropertyDecorator {
  const check: Check = (value, name) =>
    Array.isArray(value) &&
    value.length <= MOST_ITEMS &&
    value.every((item) => typeof item === 'string' && item.length <= LONGEST_TEXT)
      ? undefined
      : `"${name}" must be a list of at most ${MOST_ITEMS} texts.`;
  return field(check, { type: String, isArray: true, description, example: [...example] }, options);
}

/** Named numbers: decimals as text, or with `of: 'count'` whole numbers, or with `of: 'text'` what was printed. */
export function Named(
  of: 'decimal' | 'count' | 'text',
  description: string,
  example: Readonly<Record<string, string | number>>,
  options: FieldOptions = {},
): PropertyDecorator {
  const check: Check = (value, name) => {
    if (!isRecord(value)) return `"${name}" must be an object.`;
    const entries = Object.entries(value);
    if (entries.length > 30) return `"${name}" has more than 30 entries.`;
    if (entries.some(([key]) => !/^[A-Za-z][A-Za-z0-9-]{0,59}$/.test(key))) {
      return `The names in "${name}" must be letters, digits and hyphens.`;
    }
    return entries.map(([key, item]) => checkNamed(of, item, `${name}/${key}`)).find((text) => text !== undefined);
  };
  const additionalProperties = of === 'count' ? { type: 'integer' as const } : { type: 'string' as const };
  return field(check, { type: 'object', additionalProperties, description, example }, options);
}

function checkNamed(of: 'decimal' | 'count' | 'text', item: unknown, name: string): string | undefined {
  if (of === 'decimal') return checkDecimal(item, name);
  if (of === 'text') return typeof item === 'string' && item.length <= 100 ? undefined : `"${name}" must be a text.`;
  const isCount = typeof item === 'number' && Number.isSafeInteger(item) && item >= 0;
  return isCount ? undefined : `"${name}" must be a whole number from 0.`;
}

// The documentation takes a function for a late answer only when it is a field called "type": hence the wrapping.

/** An object that the domain reads and checks by itself; the type only documents it. */
export function Checked(type: () => Type, description: string, options: FieldOptions = {}): PropertyDecorator {
  const check: Check = (value, name) => (isRecord(value) ? undefined : `"${name}" must be an object.`);
  return field(check, { type: () => type(), description }, options);
}

/** An object with fields of its own. */
export function Part(type: () => Type, description: string, options: FieldOptions = {}): PropertyDecorator {
  const check: Check = (value, name) => (isRecord(value) ? undefined : `"${name}" must be an object.`);
  return applyDecorators(
    ValidateNested(),
    TransformTo(type),
    field(check, { type: () => type(), description }, options),
  );
}

/** A list of objects with fields of their own. */
export function Parts(type: () => Type, description: string, options: FieldOptions = {}): PropertyDecorator {
  const check: Check = (value, name) =>
    Array.isArray(value) && value.length <= MOST_ITEMS && value.every(isRecord)
      ? undefined
      : `"${name}" must be a list of at most ${MOST_ITEMS} objects.`;
  return applyDecorators(
    ValidateNested({ each: true }),
    TransformTo(type),
    field(check, { type: () => type(), isArray: true, description }, options),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A parameter of an address: always a text, and given once at the most. */
export function Parameter(
  pattern: RegExp,
  expected: string,
  description: string,
  example: string,
  choices?: readonly string[],
): PropertyDecorator {
  const check: Check = (value, name) => {
    if (Array.isArray(value)) return `"${name}" is given more than once. Give it once.`;
    const fits = typeof value === 'string' && pattern.test(value) && (choices?.includes(value) ?? true);
    return fits ? undefined : `"${name}" must be ${expected}.`;
  };
  const values = choices === undefined ? {} : { enum: [...choices] };
  return field(check, { type: String, description, example, ...values }, { optional: true });
}
