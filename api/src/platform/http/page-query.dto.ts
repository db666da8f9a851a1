import { IsStorable } from '@felles/contracts/http';
import { limits } from '@felles/contracts/values';
import { isStorable } from '@felles/domain';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, MaxLength, Min } from 'class-validator';
import { ProblemError } from './problem-error.js';

export class PageQuery {
  /** 1–500; larger is clamped. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  limit?: number;

  @IsOptional()
  @IsStorable()
  @MaxLength(500)
  cursor?: string;
}

export function limitOf({ limit }: PageQuery): number {
  return Math.min(limit ?? limits.listDefault, limits.listMost);
}

/** The values a page ends with, in the order the list is sorted by. */
export function writePlace(values: readonly string[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/**
 * Where a page begins; null for the first one.
 * @param shapes how each of the values looks.
 * @throws ProblemError cursor_invalid when it is not one of ours for this list.
 */
export function readPlace(cursor: string | undefined, shapes: readonly RegExp[]): string[] | null {
  if (cursor === undefined) return null;
  const values = parsed(Buffer.from(cursor, 'base64url').toString());
  const known =
    Array.isArray(values) &&
    values.length === shapes.length &&
    values.every(
      (value: unknown, index) => typeof value === 'string' && isStorable(value) && shapes[index]!.test(value),
    );
  if (!known) throw new ProblemError('cursor_invalid');
  return values as string[];
}

/** What a place can be made of. Every moment of ours is written the one way JavaScript writes it. */
export const placeShapes = {
  id: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  text: /^[^]{0,400}$/,
  moment: /^\d{4}-(0\d|1[0-2])-([0-2]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/,
} as const;

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // not JSON: not a cursor of ours
    return null;
  }
}
