/** The list of orders as the app asks for it, over a reader of its own. */
import { openReader } from '../../../electron/store/connection.ts';
import { listOrders, orderQueries } from '../../../electron/store/repositories/order-list.ts';
import { must } from '../../support/catalogue.ts';
import { engineDone, engineTask, timed } from '../harness/engine-process.ts';
import {
  PAGE,
  questionKinds,
  questionsFrom,
  type Question,
  type QuestionKind,
} from '../harness/order-questions.ts';

const task = engineTask<{ readonly path: string; readonly questions: number }>();
const questions = questionsFrom(task.path, task.questions);
const { reader, close } = must(openReader(task.path));
type Range = { value: string; before: number; limit: number };
const day = reader.query<Range, object>(orderQueries.day);
const lastFour = reader.query<Range, object>(orderQueries.lastFour);

function ask(kind: QuestionKind, { value, beforeSeq }: Question): number {
  const range = { value, before: Number.MAX_SAFE_INTEGER, limit: PAGE };
  if (kind === 'day') return day.all(range).length;
  if (kind === 'last four') return lastFour.all(range).length;
  return listOrders(reader, { query: value, beforeSeq, limit: PAGE }).orders.length;
}

const series: Record<string, number[]> = {};
for (const kind of questionKinds) {
  const asked = questions[kind];
  // A till that has been open for a minute has its code compiled and its index pages at hand.
  for (const question of asked.slice(0, 30)) ask(kind, question);
  series[kind] = asked.map((question) =>
    timed(() => {
      if (ask(kind, question) === 0) throw new Error(`${kind} ${question.value} finds nothing`);
    }),
  );
}
close();
engineDone(series);
