// What bpmn-moddle and bpmnlint say of a file, and what of it has no place in the diagram.

import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { BpmnModdle } from 'bpmn-moddle';
import { Linter } from 'bpmnlint';
import NodeResolver from 'bpmnlint/lib/resolver/node-resolver.js';

// Said or not, they mean the same; moddle leaves them out.
const DEFAULTS = ['cancelActivity="true"'];

const RULES = { extends: 'bpmnlint:recommended' };

/** The file that the program writes for `motcua workflow bpmn` with these words. */
export async function written(words, program = process.env.MOTCUA_BIN) {
  const { stdout } = await promisify(execFile)(program, ['workflow', 'bpmn', ...words], { maxBuffer: 1 << 26 });
  return stdout;
}

/** What is wrong with a file: `[[question, complaints]]`, every question once. */
export async function flawsOf(xml) {
  const moddle = new BpmnModdle();
  const read = await moddle.fromXML(xml).catch((fault) => ({ broken: fault }));
  if (read.broken) return [['is read', [String(read.broken.message)]]];
  const { rootElement, warnings } = read;
  return [
    ['is read', warnings.map((warning) => warning.message)],
    ['is written again as it was', await lossesOf(moddle, rootElement, xml)],
    ['is drawn', undrawn(rootElement)],
    ['bpmnlint', await findings(rootElement)],
  ];
}

/** Written it says what the file says, and read and written once more it is the same text. */
async function lossesOf(moddle, rootElement, xml) {
  const first = (await moddle.toXML(rootElement, { format: true })).xml;
  const again = await moddle.fromXML(first);
  const second = (await moddle.toXML(again.rootElement, { format: true })).xml;
  const complaints = again.warnings.map((warning) => warning.message);
  if (first !== second) complaints.push('the second text is not the first');
  const kept = saidIn(first);
  for (const [said, times] of saidIn(xml)) {
    if ((kept.get(said) ?? 0) < times && !DEFAULTS.includes(said)) complaints.push(`${said} is lost`);
  }
  return complaints;
}

/** How often each attribute and each text stands in a file. */
function saidIn(xml) {
  const said = new Map();
  for (const [, attribute, value, text] of xml.matchAll(/([\w:.-]+)="([^"]*)"|>([^<]*[^<\s][^<]*)</g)) {
    const one = attribute ? `${attribute}="${plain(value)}"` : plain(text).trim();
    said.set(one, (said.get(one) ?? 0) + 1);
  }
  return said;
}

const NAMED = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function plain(masked) {
  return masked.replace(/&(?:#(\d+)|(\w+));/g, (all, code, word) => (code ? String.fromCodePoint(code) : NAMED[word] ?? all));
}

/** Every flow node, line and data object of a file, in sub-processes too. */
function elements(rootElement) {
  const all = [];
  const into = (scope) => {
    for (const element of scope.flowElements ?? []) {
      all.push(element);
      into(element);
    }
  };
  for (const root of rootElement.rootElements) into(root);
  return all;
}

function undrawn(rootElement) {
  const found = elements(rootElement);
  const shapes = new Map();
  const edges = new Map();
  for (const diagram of rootElement.diagrams ?? []) {
    for (const drawn of diagram.plane.planeElement ?? []) {
      (drawn.$instanceOf('bpmndi:BPMNEdge') ? edges : shapes).set(drawn.bpmnElement?.id, drawn);
    }
  }
  const complaints = found.some((element) => element.$instanceOf('bpmn:FlowNode')) ? [] : ['has no flow node'];
  for (const element of found) {
    if (element.$instanceOf('bpmn:FlowNode') && !hasSize(shapes.get(element.id)?.bounds)) {
      complaints.push(`${element.id} has no shape`);
    }
    if (element.$instanceOf('bpmn:SequenceFlow') && (edges.get(element.id)?.waypoint ?? []).length < 2) {
      complaints.push(`${element.id} has no line with two points`);
    }
  }
  return complaints;
}

function hasSize(bounds) {
  return bounds !== undefined && bounds.width > 0 && bounds.height > 0;
}

/** A linter of its own for each file: some rules remember what they saw. */
async function findings(rootElement) {
  const resolver = new NodeResolver({ require: createRequire(import.meta.url) });
  const linter = new Linter({ config: RULES, resolver });
  const reports = Object.entries(await linter.lint(rootElement));
  return reports.flatMap(([rule, found]) => found.map((report) => `${rule}: ${report.id ?? ''} ${report.message}`));
}
