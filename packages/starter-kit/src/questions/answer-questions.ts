import { ServiceError } from '@planqk-service/core/errors';
import type { StarterVariable } from '../schema/manifest.ts';
import type { Answers } from './answers.ts';
import { questions } from './list.ts';
import type { Parsed, Question, QuestionContext } from './question.ts';

/** Answers that are known before anybody is asked, as the user wrote them. */
export type GivenAnswers = { readonly [Key in keyof Answers]?: string | undefined };

/** Something that can ask a person. */
export interface Asker {
  /**
   * Asks one question and answers with text that `question.parse` accepts.
   *
   * @throws ServiceError `INTERRUPTED` when the person gives up.
   */
  readonly ask: (question: Question, defaultText: string) => Promise<string>;
  /**
   * Asks a question of the starter's own and answers with text that fits it.
   *
   * @throws ServiceError `INTERRUPTED` when the person gives up.
   */
  readonly askVariable: (variable: StarterVariable) => Promise<string>;
}

/**
 * Collects the answers about the new service: what is given is checked first, all of it, then what is left is
 * asked, or takes its default when there is nobody to ask.
 *
 * @throws ServiceError `NAME_INVALID` or `ANSWER_INVALID` for a given answer that cannot be used.
 */
export async function answerQuestions(
  given: GivenAnswers,
  context: QuestionContext,
  asker?: Pick<Asker, 'ask'>,
): Promise<Answers> {
  for (const question of questions) readAnswer(question, given[question.key]);
  const answers: Partial<Record<keyof Answers, Answers[keyof Answers]>> = {};
  for (const question of questions) {
    const proposal = question.defaultText(context);
    const text = given[question.key] ?? (await asker?.ask(question, proposal)) ?? proposal;
    answers[question.key] = readAnswer(question, text);
  }
  // Complete, because the list has one question for every field: a test holds them against each other.
  return answers as Answers;
}

function readAnswer(question: Question, text: string | undefined): Answers[keyof Answers] {
  if (text === undefined) return undefined;
  const parsed: Parsed<Answers[keyof Answers]> = question.parse(text);
  if (parsed.ok) return parsed.value;
  if (question.key === 'name') {
    throw new ServiceError('NAME_INVALID', { name: text, reason: parsed.reason, suggestion: parsed.suggestion });
  }
  throw new ServiceError('ANSWER_INVALID', { flag: `--${question.key}`, value: text, reason: parsed.reason });
}
