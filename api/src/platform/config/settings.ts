import { createHmac } from 'node:crypto';
import { addressAs } from '../database/migrator.js';

export interface DatabaseAddresses {
  api: string;
  worker: string;
  jobs: string;
  /** For LISTEN, past a transaction pooler. */
  listen: string;
}

/** What one API process runs with; checked once at start. */
export class Settings {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  readonly secret: string;
  readonly production: boolean;
  readonly secureCookies: boolean;
  readonly trustProxy: boolean;
  readonly database: DatabaseAddresses;
  /** The built web application; null where only the API is wanted. */
  readonly webFolder: string | null;
  /** Names this build in every answer. */
  readonly build: string;
  readonly logLevel: string;

  constructor(values: SettingsInput) {
    this.host = values.host ?? '127.0.0.1';
    this.port = values.port ?? 3000;
    this.dataDir = values.dataDir;
    this.secret = values.secret;
    this.production = values.production ?? false;
    this.secureCookies = values.secureCookies ?? false;
    this.trustProxy = values.trustProxy ?? false;
    this.webFolder = values.webFolder ?? null;
    this.build = values.build ?? 'development';
    this.logLevel = values.logLevel ?? 'info';
    const direct = values.directUrl ?? values.databaseUrl;
    this.database = {
      api: addressAs(values.databaseUrl, 'felles_api', values.secret),
      worker: addressAs(values.databaseUrl, 'felles_worker', values.secret),
      jobs: addressAs(values.databaseUrl, 'felles_jobs', values.secret),
      listen: addressAs(direct, 'felles_worker', values.secret),
    };
  }

  /** A key for one purpose, derived from the installation's secret. */
  keyFor(purpose: string): string {
    return createHmac('sha256', this.secret).update(purpose).digest('base64url');
  }
}

export interface SettingsInput {
  host?: string;
  port?: number;
  dataDir: string;
  secret: string;
  production?: boolean;
  secureCookies?: boolean;
  trustProxy?: boolean;
  /** The owner's address; login roles' addresses follow from it. */
  databaseUrl: string;
  directUrl?: string;
  webFolder?: string | null;
  build?: string;
  logLevel?: string;
}
