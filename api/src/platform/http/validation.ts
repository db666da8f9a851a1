import { ValidationPipe, type ArgumentMetadata, type ValidationError } from '@nestjs/common';
import type { FieldCode } from '@felles/contracts/values';
import { ProblemError, type FieldFault } from './problem-error.js';

const codeByConstraint: Record<string, FieldCode> = {
  isDefined: 'required',
  hasText: 'required',
  whitelistValidation: 'unknown_property',
  isStorable: 'not_storable',
  isString: 'not_text',
  isEmail: 'malformed',
  isOneLine: 'malformed',
  isInt: 'not_a_number',
  isNumber: 'not_a_number',
  isBoolean: 'not_a_boolean',
  isArray: 'not_a_list',
  arrayUnique: 'malformed',
  arrayMaxSize: 'too_many',
  isObject: 'not_an_object',
  nestedValidation: 'not_an_object',
  isUuid: 'not_an_id',
  isIso8601: 'not_a_time',
  isMoment: 'not_a_time',
  maxCharacters: 'too_long',
  maxLength: 'too_long',
  minLength: 'too_short',
  isIn: 'not_one_of',
  min: 'out_of_range',
  max: 'out_of_range',
  matches: 'malformed',
};

/** One field has one fault: the one that says most about what is wrong. */
const mostTelling = ['whitelistValidation', 'isDefined', 'isArray', 'isStorable', 'isString', 'hasText'];

function faultsOf(errors: ValidationError[], prefix = ''): FieldFault[] {
  return errors.flatMap((error) => {
    const path = prefix + error.property;
    const names = Object.keys(error.constraints ?? {});
    const name = mostTelling.find((telling) => names.includes(telling)) ?? names[0];
    const missing = error.value === undefined || error.value === null;
    const code =
      name === undefined
        ? undefined
        : missing && name !== 'whitelistValidation'
          ? 'required'
          : name === 'isStorable' && typeof error.value !== 'string'
            ? 'not_text'
            : codeByConstraint[name];
    const params = numbersIn(error.constraints?.[name ?? '']);
    return [
      ...(name ? [{ path, code: code ?? 'malformed', params } satisfies FieldFault] : []),
      ...faultsOf(error.children ?? [], `${path}.`),
    ];
  });
}

/** class-validator's English sentence holds the limit; ours need only the number. */
function numbersIn(sentence: string | undefined): FieldFault['params'] {
  const number = /\d+/.exec(sentence ?? '')?.[0];
  return number ? { max: number } : undefined;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An id is the same id however it is written; from here on there is one way. Looks at fields and lists of ids. */
function withIdsAsWeWriteThem(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const same = (value: unknown): unknown =>
    typeof value === 'string' && uuid.test(value) ? value.toLowerCase() : value;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]: [string, unknown]) => [
      name,
      !/Ids?$|^circle$/.test(name)
        ? value
        : Array.isArray(value)
          ? value.map((one: unknown) => (typeof one === 'string' ? same(one) : withIdsAsWeWriteThem(one)))
          : same(value),
    ]),
  );
}

class FieldValidation extends ValidationPipe {
  override transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const given = metadata.type === 'custom' ? value : withIdsAsWeWriteThem(value);
    return super.transform(given, metadata) as Promise<unknown>;
  }
}

export function validation(): ValidationPipe {
  return new FieldValidation({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    stopAtFirstError: false,
    exceptionFactory: (errors) => new ProblemError('invalid', { fields: faultsOf(errors) }),
  });
}
