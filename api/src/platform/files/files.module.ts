import { Module } from '@nestjs/common';
import { FileStore } from './file-store.js';
import { FilesController } from './files.controller.js';
import { LocalFileStore } from './local-file-store.js';
import { UploadService } from './upload.service.js';

@Module({
  controllers: [FilesController],
  providers: [UploadService, { provide: FileStore, useClass: LocalFileStore }],
  exports: [FileStore],
})
export class FilesModule {}
