import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

/** Draws an icon of the Aksel set from its SVG text: only its paths are taken, nothing is parsed as HTML. */
@Component({
  selector: 'felles-icon',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      @for (d of paths(); track $index) {
        <path [attr.d]="d" fill-rule="evenodd" clip-rule="evenodd" />
      }
    </svg>
  `,
  styles: `
    :host {
      display: inline-flex;
      flex: none;
      width: 1.25em;
      height: 1.25em;
    }
    svg {
      width: 100%;
      height: 100%;
      fill: currentcolor;
    }
  `,
})
export class Icon {
  readonly svg = input.required<string>();
  protected readonly paths = computed(() =>
    [...this.svg().matchAll(/\sd="([^"]+)"/g)].map((match) => match[1]!),
  );
}
