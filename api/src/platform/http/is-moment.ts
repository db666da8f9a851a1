import { registerDecorator } from 'class-validator';

/** ISO 8601 date, or date and time, of the years 1 to 9999. Week and ordinal dates are ISO 8601 too, but no `Date` reads them. */
const moment = /^(?!0000)\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?)?$/;

/** A moment that both JavaScript and the database read as the same one. */
export function IsMoment(): PropertyDecorator {
  return (target, property) =>
    registerDecorator({
      name: 'isMoment',
      target: target.constructor,
      propertyName: property as string,
      validator: {
        validate: isMoment,
      },
    });
}

export function isMoment(value: unknown): value is string {
  if (typeof value !== 'string' || !moment.test(value)) return false;
  const day = value.slice(0, 10);
  // The 30th of February would become the 1st of March.
  return !Number.isNaN(Date.parse(value)) && new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}
