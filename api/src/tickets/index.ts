export { FilingService } from './filing.service.js';
export { MoveService } from './move.service.js';
export { TicketReader } from './ticket-reader.js';
export { ticketEntities } from './ticket.entity.js';
export { TicketsModule } from './tickets.module.js';
