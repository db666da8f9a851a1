import { Module } from '@nestjs/common';
import { NotificationReader } from './notification-reader.js';

@Module({ providers: [NotificationReader] })
export class NotificationsModule {}
