import { Body, Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import { MadeToken, MakeToken, TokenList } from '@felles/contracts/http';
import { CurrentAsker, type Asker } from '../http/asker.js';
import { IdParam } from '../http/id-param.js';
import { RequirePermission } from './access.js';
import { TokenService } from './token.service.js';

@Controller('api/tokens')
export class TokensController {
  constructor(private readonly tokens: TokenService) {}

  @Post()
  @RequirePermission('token:own')
  make(@CurrentAsker() asker: Asker, @Body() body: MakeToken): Promise<MadeToken> {
    return this.tokens.make(asker, body);
  }

  @Get()
  @RequirePermission('token:own')
  list(@CurrentAsker() asker: Asker): Promise<TokenList> {
    return this.tokens.list(asker);
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('token:own')
  withdraw(@CurrentAsker() asker: Asker, @IdParam() id: string): Promise<void> {
    return this.tokens.withdraw(asker, id);
  }
}
