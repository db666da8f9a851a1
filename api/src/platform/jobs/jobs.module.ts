import { Global, Module } from '@nestjs/common';
import { FilesModule } from '../files/files.module.js';
import { Housekeeping } from './housekeeping.js';
import { Jobs } from './jobs.js';
import { Timers } from './timers.js';

@Global()
@Module({ imports: [FilesModule], providers: [Jobs, Timers, Housekeeping], exports: [Jobs, Housekeeping] })
export class JobsModule {}
