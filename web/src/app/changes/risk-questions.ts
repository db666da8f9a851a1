import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import {
  riskQuestionNames,
  riskQuestions,
  type Level,
  type RiskAnswers,
  type RiskQuestion,
} from '@felles/domain';
import { Control, Field, Texts } from '@felles/web-ui';

/** The few questions the risk follows from, and what follows. */
@Component({
  selector: 'felles-risk-questions',
  imports: [Control, Field],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="two">
      @for (question of questions; track question) {
        <felles-field [label]="name(question)">
          <select #chosen fellesControl (change)="answer(question, chosen.value)">
            <option value="" [selected]="!answers()[question]">{{ t('common.field.choose') }}</option>
            @for (one of scale[question]; track one) {
              <option [value]="one" [selected]="answers()[question] === one">
                {{ answerName(question, one) }}
              </option>
            }
          </select>
        </felles-field>
      }
      <p class="risk" role="status">
        {{ t('changes.risk') }}: <strong>{{ riskName() }}</strong>
      </p>
    </div>
  `,
  styles: `
    .two {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(16rem, 100%), 1fr));
      gap: 1rem;
    }
    .risk {
      align-self: end;
      margin: 0 0 0.5rem;
    }
  `,
})
export class RiskQuestions {
  protected readonly t = inject(Texts).t;
  readonly answers = input.required<RiskAnswers>();
  readonly risk = input.required<Level | null>();
  readonly answered = output<RiskAnswers>();
  protected readonly questions = riskQuestionNames;
  protected readonly scale: Record<RiskQuestion, readonly string[]> = riskQuestions;

  protected name = (question: RiskQuestion) => this.t(`changes.question.${question}`);
  protected riskName = () => {
    const risk = this.risk();
    return risk ? this.t(`common.level.${risk}`) : this.t('changes.risk.unknown');
  };

  protected answerName(question: RiskQuestion, answer: string): string {
    const known = (riskQuestions[question] as readonly string[]).indexOf(answer);
    return this.t(`changes.answer.${question}.${(['0', '1', '2'] as const)[known] ?? '0'}`);
  }

  protected answer(question: RiskQuestion, answer: string): void {
    const { [question]: _, ...others } = this.answers();
    this.answered.emit(answer ? { ...others, [question]: answer } : others);
  }
}
