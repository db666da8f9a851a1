import { countCharacters, isStorable } from '@felles/domain';
import { registerDecorator, type ValidationOptions } from 'class-validator';

type Check = (value: unknown) => boolean;

function decorate(
  name: string,
  constraints: unknown[],
  validate: Check,
  options?: ValidationOptions,
): PropertyDecorator {
  return (target, property) =>
    registerDecorator({
      name,
      target: target.constructor,
      propertyName: property as string,
      constraints,
      options,
      validator: { validate },
    });
}

/** At most this many characters, as people count them. */
export function MaxCharacters(most: number, options?: ValidationOptions): PropertyDecorator {
  return decorate(
    'maxCharacters',
    [most],
    (value) => typeof value !== 'string' || countCharacters(value) <= most,
    options,
  );
}

/** Something other than white space and invisible formatting characters. */
export function HasText(options?: ValidationOptions): PropertyDecorator {
  return decorate('hasText', [], (value) => typeof value !== 'string' || /[^\s\p{Cf}]/u.test(value), options);
}

/** One line: no line break of any kind. */
export function IsOneLine(options?: ValidationOptions): PropertyDecorator {
  return decorate(
    'isOneLine',
    [],
    (value) => typeof value !== 'string' || !/[\r\n\u2028\u2029]/.test(value),
    options,
  );
}

/** Text a database can keep: a string without null bytes and without half surrogate pairs. */
export function IsStorable(options?: ValidationOptions): PropertyDecorator {
  return decorate('isStorable', [], (value) => typeof value === 'string' && isStorable(value), options);
}
