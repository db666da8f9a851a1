import { ChangeDetectionStrategy, Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Control, Field } from './field';
import { niceTop } from './figures';

@Component({
  imports: [Control, Field],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<felles-field
    label="Tittel"
    hint="Kort"
    [required]="true"
    [error]="error()"
    [most]="10"
    [text]="text()"
    ><input fellesControl
  /></felles-field>`,
})
class Form {
  readonly error = signal('');
  readonly text = signal('');
}

describe('a form field', () => {
  it('ties label, hint and fault to its control', async () => {
    const fixture = TestBed.createComponent(Form);
    await fixture.whenStable();
    const root = fixture.nativeElement as HTMLElement;
    const control = root.querySelector('input')!;
    expect(root.querySelector('label')!.htmlFor).toBe(control.id);
    expect([control.getAttribute('aria-describedby'), control.getAttribute('aria-invalid')]).toEqual([
      `${control.id}-hint`,
      null,
    ]);
    fixture.componentInstance.error.set('Skriv noe.');
    await fixture.whenStable();
    expect(control.getAttribute('aria-invalid')).toBe('true');
    expect(
      root.querySelector(`#${control.getAttribute('aria-describedby')!.split(' ')[1]!}`)!.textContent,
    ).toContain('Skriv noe.');
  });

  it('counts characters as people do, and speaks up only near the limit', async () => {
    const fixture = TestBed.createComponent(Form);
    fixture.componentInstance.text.set('👨‍👩‍👧‍👦é');
    await fixture.whenStable();
    const root = fixture.nativeElement as HTMLElement;
    expect(root.querySelector('[role=status]')).toBeNull();
    fixture.componentInstance.text.set('👨‍👩‍👧‍👦'.repeat(11));
    await fixture.whenStable();
    expect(root.querySelector('[role=status].over')).not.toBeNull();
  });
});

describe('the top of an axis', () => {
  it.each([
    [4, 4],
    [5, 8],
    [43, 60],
    [99, 100],
    [1000, 1000],
    [1043, 2000],
  ])('for %d is %d', (value, top) => expect(niceTop(value)).toBe(top));
});
