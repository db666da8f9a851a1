import { Directive, output } from '@angular/core';
import { filesIn } from './file-picker.js';

/** Files pasted into what one writes: a picture from the clipboard becomes an attachment, text stays text. */
@Directive({ selector: '[fellesPaste]', host: { '(paste)': 'take($event)' } })
export class Paste {
  readonly fellesPaste = output<File[]>();

  protected take(event: ClipboardEvent): void {
    const files = filesIn(event.clipboardData);
    if (!files.length) return;
    event.preventDefault();
    this.fellesPaste.emit(files);
  }
}
