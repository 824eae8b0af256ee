// What is asked of BPMN files must be able to fail: a good file passes, and each file with one
// thing broken fails the question that it belongs to.

import { readFileSync } from 'node:fs';
import { flawsOf } from '../lib/bpmn.mjs';

const GOOD = readFileSync(new URL('good.bpmn', import.meta.url), 'utf8');

// What is broken, by which question that is found, and a word of its complaint.
const BROKEN = [
  [/<\/bpmn:process>/, '', 'is read', ''],
  [/ targetRef="end"/, ' targetRef="nowhere"', 'is read', 'nowhere'],
  [/ targetRef="end"/, ' targetRef="nowhere"', 'is written again as it was', 'nowhere'],
  [/<bpmndi:BPMNShape id="work_shape".*/, '', 'is drawn', 'work has no shape'],
  [/width="100"/, 'width="0"', 'is drawn', 'work has no shape'],
  [/<di:waypoint x="224" y="40" \/>/, '', 'is drawn', 'out has no line'],
  [/<bpmn:startEvent .*|<bpmn:sequenceFlow id="in".*|<bpmn:incoming>in<\/bpmn:incoming>/g, '', 'bpmnlint', 'start-event-required'],
  [/ name="Giải quyết"/, '', 'bpmnlint', 'label-required'],
];

export async function brokenProcesses(ctx) {
  for (const [question, flaws] of await flawsOf(GOOD)) await ctx.check(`a good BPMN file: ${question}`, flaws);
  for (const [what, instead, question, word] of BROKEN) {
    const flaws = new Map(await flawsOf(GOOD.replace(what, instead))).get(question) ?? [];
    await ctx.check(`a BPMN file without ${what} fails "${question}"`, flaws.some((flaw) => flaw.includes(word)));
  }
}
