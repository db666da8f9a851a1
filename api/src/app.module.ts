import { Global, Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { CatalogueModule } from './catalogue/index.js';
import { ConfigurationItemsModule } from './configuration-items/index.js';
import { ChangesModule } from './changes/index.js';
import { IncidentsModule } from './incidents/index.js';
import { MajorIncidentsModule } from './major-incidents/index.js';
import { NoticesModule } from './notices/index.js';
import { NotificationsModule } from './notifications/index.js';
import { PeopleModule } from './people/index.js';
import { PatchingModule } from './patching/index.js';
import { AccessGuard } from './platform/auth/access-guard.js';
import { AskerProof } from './platform/auth/asker-proof.js';
import { AuthModule } from './platform/auth/auth.module.js';
import { Settings } from './platform/config/settings.js';
import { DatabaseModule } from './platform/database/database.module.js';
import { EventsModule } from './platform/events/events.module.js';
import { FilesModule } from './platform/files/files.module.js';
import { ProblemFilter } from './platform/http/problem-filter.js';
import { JobsModule } from './platform/jobs/jobs.module.js';
import { logging } from './platform/operations/logging.js';
import { OperationsModule } from './platform/operations/operations.module.js';
import { RealtimeModule } from './platform/realtime/realtime.module.js';
import { ProblemsModule } from './problems/index.js';
import { ReportsModule } from './reports/index.js';
import { RequestsModule } from './requests/index.js';
import { RollupsModule } from './rollups/index.js';
import { ticketEntities, TicketsModule } from './tickets/index.js';

@Global()
@Module({})
class SettingsModule {
  static with(settings: Settings): DynamicModule {
    return {
      module: SettingsModule,
      providers: [{ provide: Settings, useValue: settings }],
      exports: [Settings],
    };
  }
}

@Module({})
export class AppModule {
  static with(settings: Settings): DynamicModule {
    return {
      module: AppModule,
      imports: [
        SettingsModule.with(settings),
        logging,
        DatabaseModule.with(ticketEntities),
        EventsModule,
        AuthModule,
        FilesModule,
        JobsModule,
        RealtimeModule,
        OperationsModule,
        PeopleModule,
        CatalogueModule,
        TicketsModule,
        IncidentsModule,
        RequestsModule,
        ConfigurationItemsModule,
        PatchingModule,
        ChangesModule,
        MajorIncidentsModule,
        NoticesModule,
        ProblemsModule,
        ReportsModule,
        RollupsModule,
        NotificationsModule,
      ],
      providers: [
        AccessGuard,
        { provide: APP_GUARD, useExisting: AccessGuard },
        { provide: APP_INTERCEPTOR, useClass: AskerProof },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
    };
  }
}
