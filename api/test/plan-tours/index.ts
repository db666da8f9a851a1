import type { TestDatabase } from '@felles/testing';
import type { TestApp } from '../app.js';
import { patchingTour } from './patching.js';
import { tourChanges } from './changes.js';
import { majorsTour } from './majors.js';
import { reports } from './reports.js';

/** A walk through everything people do with one practice, so that each of its statements is asked at its ordinary size. */
export type Tour = (desk: TestApp, database: TestDatabase) => Promise<void>;

export const tours: readonly Tour[] = [patchingTour, tourChanges, majorsTour, reports];
