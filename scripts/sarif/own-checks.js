// What neither the schema nor the Multitool looks at. `log` is valid by the schema.
'use strict';
const fs = require('fs');
const path = require('path');
const zlib = require('zlib');

// GitHub refuses or cuts what exceeds these.
const limits = { results: 5000, gzip: 10e6, tags: 10, text: 1024, related: 100 };

// Every { uri, region, snippet, where } that a result speaks of.
function regionsOf(result) {
  const found = [];
  const add = (where, physical) => {
    if (!physical?.artifactLocation) return;
    const uri = physical.artifactLocation.uri;
    const base = physical.artifactLocation.uriBaseId;
    if (physical.region) found.push({ where, uri, base, exact: true, region: physical.region });
  };
  for (const each of result.locations ?? []) add('location', each.physicalLocation);
  for (const each of result.relatedLocations ?? []) add(`related ${each.id}`, each.physicalLocation);
  for (const flow of result.codeFlows ?? []) {
    for (const thread of flow.threadFlows) {
      thread.locations.forEach((each, i) => add(`flow step ${i}`, each.location?.physicalLocation));
    }
  }
  for (const fix of result.fixes ?? []) {
    for (const change of fix.artifactChanges) {
      for (const each of change.replacements) {
        add('fix', { artifactLocation: change.artifactLocation, region: each.deletedRegion });
      }
    }
  }
  return found;
}

class Files {
  constructor(root) {
    this.root = root;
    this.read = new Map();
  }
  // Lines end at \n or \r\n, as SARIF's default newlineSequences have it; columns are UTF-16 code units, and a byte
  // order mark is none.
  lines(uri) {
    if (!this.read.has(uri)) {
      let lines = null;
      try {
        const name = Buffer.concat([Buffer.from(this.root + path.sep), bytesOf(uri)]);
        const text = new TextDecoder('utf-8').decode(fs.readFileSync(name));
        lines = text.split(/\r\n|\n/);
      } catch {}
      this.read.set(uri, lines);
    }
    return this.read.get(uri);
  }
}

// What a URI names: bytes, since not every file has a name in UTF-8.
function bytesOf(uri) {
  const codes = uri.match(/%[0-9A-Fa-f]{2}|[^%]/g) ?? [];
  return Buffer.from(codes.map((code) => (code.length > 1 ? parseInt(code.slice(1), 16) : code.charCodeAt(0))));
}

function textOf(lines, region) {
  const part = lines.slice(region.startLine - 1, region.endLine);
  part[part.length - 1] = part[part.length - 1].slice(0, region.endColumn - 1);
  part[0] = part[0].slice(region.startColumn - 1);
  return part.join('\n');
}

// A snippet is the region's text, `****` standing for whatever must not be shown and `…` for what no reader understood.
function shows(snippet, written) {
  const unix = (words) => words.replaceAll('\r\n', '\n');
  const text = unix(written);
  let at = 0;
  const parts = unix(snippet).split(/\*{4}|…/);
  return parts.every((part, i) => {
    const found = i === 0 ? (text.startsWith(part) ? 0 : -1) : text.indexOf(part, at);
    at = found + part.length;
    return found >= 0;
  }) && (at === text.length || parts.length > 1);
}

function regionErrors(files, { where, uri, base, exact, region }) {
  const at = `${where} ${uri}:${region.startLine}:${region.startColumn}`;
  if (base !== '%SRCROOT%' || /^[a-z]+:|^\/|(^|\/)\.\.?(\/|$)|\\/.test(uri)) return [`${at}: not relative to %SRCROOT%`];
  const lines = files.lines(uri);
  if (!lines) return [`${at}: no such file`];
  if (exact && ['startLine', 'startColumn', 'endLine', 'endColumn'].some((key) => !(key in region))) {
    return [`${at}: not all four of a region's numbers`];
  }
  const whole = { startColumn: 1, endLine: region.startLine, ...region };
  whole.endColumn ??= (lines[whole.endLine - 1]?.length ?? 0) + 1;
  if (whole.endLine > lines.length || whole.endLine < whole.startLine) return [`${at}: beyond the file's lines`];
  if (whole.startColumn > lines[whole.startLine - 1].length + 1 || whole.endColumn > lines[whole.endLine - 1].length + 1) {
    return [`${at}: beyond the line's columns`];
  }
  if (whole.startLine === whole.endLine && whole.startColumn > whole.endColumn) return [`${at}: ends before it begins`];
  if (region.snippet && !shows(region.snippet.text, textOf(lines, whole))) return [`${at}: the snippet is not the region's text`];
  return [];
}

function ruleErrors(rule) {
  const found = [];
  const say = (what) => found.push(`rule ${rule.id}: ${what}`);
  if (!rule.help?.text || !rule.help?.markdown) say('no help');
  if (!/^[A-Z][A-Za-z0-9]*$/.test(rule.name ?? '')) say(`the name ${rule.name} is not PascalCase`);
  for (const key of ['shortDescription', 'fullDescription']) {
    const text = rule[key]?.text ?? '';
    if (!text || text.length > limits.text) say(`${key} of ${text.length} characters`);
  }
  const { tags = [], precision, 'problem.severity': severity, 'security-severity': score } = rule.properties ?? {};
  if (tags.length > limits.tags) say(`${tags.length} tags`);
  if (!['very-high', 'high', 'medium', 'low'].includes(precision)) say(`precision ${precision}`);
  if (!['error', 'warning', 'recommendation'].includes(severity)) say(`problem.severity ${severity}`);
  if ((score !== undefined) !== tags.includes('security')) say('security-severity and the tag `security` go together');
  if (score !== undefined && !(typeof score === 'string' && Number(score) > 0 && Number(score) <= 10)) {
    say(`security-severity ${score}`);
  }
  return found;
}

function resultErrors(files, rules, result, index) {
  const found = [];
  const say = (what) => found.push(`result ${index}: ${what}`);
  if (!rules.some((rule) => rule.id === result.ruleId)) say(`rule ${result.ruleId} is not among the rules`);
  if (rules[result.ruleIndex]?.id !== result.ruleId) say(`ruleIndex ${result.ruleIndex} is not ${result.ruleId}`);
  if (result.locations?.length !== 1) say('not exactly one location');
  if ((result.relatedLocations?.length ?? 0) > limits.related) say('too many related locations');
  if (!result.partialFingerprints?.['fairlead/v1']) say('no fingerprint of its own');
  const ids = (result.relatedLocations ?? []).map((each) => each.id);
  if (new Set(ids).size !== ids.length) say('related locations of one id');
  const linked = [...result.message.text.matchAll(/(?<!\\)\]\((\d+)\)/g)].map((match) => Number(match[1]));
  for (const id of linked) if (!ids.includes(id)) say(`a link to ${id}, which is no related location`);
  for (const id of ids) if (!linked.includes(id)) say(`related location ${id} is not linked from the message`);
  for (const each of regionsOf(result)) for (const error of regionErrors(files, each)) say(error);
  return found;
}

function ownChecks(log, bytes, root) {
  if (log.runs.length !== 1) return [`${log.runs.length} runs, not one`];
  const [run] = log.runs;
  const found = [];
  const rules = run.tool.driver.rules ?? [];
  const results = run.results ?? [];
  if (run.columnKind !== 'utf16CodeUnits') found.push(`columnKind ${run.columnKind}`);
  if (!run.tool.driver.semanticVersion) found.push('no semanticVersion');
  if (new Set(rules.map((rule) => rule.id)).size !== rules.length) found.push('two rules of one id');
  if (results.length > limits.results) found.push(`${results.length} results`);
  if (zlib.gzipSync(bytes).length > limits.gzip) found.push('too large for GitHub');
  const own = results.map((result) => result.partialFingerprints?.['fairlead/v1']);
  if (new Set(own).size !== own.length) found.push('two results of one fairlead/v1 fingerprint');
  const files = new Files(root);
  for (const rule of rules) found.push(...ruleErrors(rule));
  results.forEach((result, index) => found.push(...resultErrors(files, rules, result, index)));
  return found;
}

module.exports = { ownChecks, regionsOf };
