import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import { UploadView } from '@felles/contracts/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequirePermission, RequireTicketAct } from '../auth/access.js';
import { CurrentAsker, type Asker } from '../http/asker.js';
import { IdParam } from '../http/id-param.js';
import { invalid, ProblemError } from '../http/problem-error.js';
import { refuseUnreadable } from './unreadable.js';
import { UploadService } from './upload.service.js';

/** Types a browser may draw by itself; everything else leaves as bytes to save. */
const pictures = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

@Controller('api')
export class FilesController {
  constructor(private readonly uploads: UploadService) {}

  /** One file, multipart field `file`, at most 25 MB. */
  @Post('uploads')
  @RequirePermission('incident:file')
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['file'],
      properties: { file: { type: 'string', format: 'binary' } },
    },
  })
  async upload(@CurrentAsker() asker: Asker, @Req() request: FastifyRequest): Promise<UploadView> {
    if (!request.isMultipart()) throw new ProblemError('unsupported_media_type');
    const file = await request.file().catch(refuseUnreadable);
    if (!file || file.fieldname !== 'file') throw invalid('file', 'required');
    return this.uploads.upload(asker, file);
  }

  @Get('attachments/:id')
  @RequireTicketAct('read')
  async download(
    @CurrentAsker() asker: Asker,
    @IdParam() id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const file = await this.uploads.open(asker, id);
    await reply
      .header('Content-Type', pictures.has(file.type) ? file.type : 'application/octet-stream')
      .header('Content-Length', file.size)
      .header(
        'Content-Disposition',
        `attachment; filename*=UTF-8''${encodeURIComponent(file.name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}`,
      )
      .header('Content-Security-Policy', `default-src 'none'; sandbox`)
      .header('Cache-Control', 'private, no-store')
      .send(file.stream);
  }
}
