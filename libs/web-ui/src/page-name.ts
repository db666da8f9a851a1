import { Injectable, signal } from '@angular/core';

/** What the page shows just now (a case's number and heading); stands before the page's own title. */
@Injectable({ providedIn: 'root' })
export class PageName {
  readonly detail = signal<string | null>(null);
}
