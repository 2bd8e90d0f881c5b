// gate.js WORK [--self-test] [--root DIR] FILE…: called by scripts/sarif-gate.
'use strict';
const { execFileSync } = require('child_process');
const fs = require('fs');
const path = require('path');
const { ownChecks, regionsOf } = require('./own-checks.js');

const [work, ...rest] = process.argv.slice(2);
const options = { root: process.cwd(), selfTest: false, files: [] };
for (let i = 0; i < rest.length; ++i) {
  if (rest[i] === '--root') options.root = path.resolve(rest[++i] ?? '');
  else if (rest[i] === '--self-test') options.selfTest = true;
  else options.files.push(path.resolve(rest[i]));
}

const multitool = path.join(work, 'node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool');
const schemaFile = path.join(path.dirname(multitool), 'sarif-2.1.0.json');

const validateSchema = (() => {
  const Ajv = require('ajv/dist/2020').default;
  const ajv = new Ajv({ strict: false, allErrors: true });
  require('ajv-formats').default(ajv);
  return ajv.compile(JSON.parse(fs.readFileSync(schemaFile, 'utf8')));
})();

function schemaErrors(log) {
  if (validateSchema(log)) return [];
  return validateSchema.errors.map((e) => `schema: ${e.instancePath || '/'} ${e.message}`);
}

function run(args) {
  // The program writes its temporary bundle below $HOME unless told where.
  const env = { ...process.env, DOTNET_BUNDLE_EXTRACT_BASE_DIR: path.join(work, 'bundle'),
                DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' };
  return execFileSync(multitool, args, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

// Its exit code is 0 whatever it finds, so its own report is read; a report without an analysed file is a failure.
function multitoolErrors(file) {
  const out = path.join(work, 'validation.sarif');
  fs.rmSync(out, { force: true });
  try {
    run(['validate', file, '--rule-kind', 'Sarif;GH', '--level', 'Error;Warning;Note', '--output', out,
         '--log', 'ForceOverwrite']);
  } catch (error) {
    return [`multitool: ${error.message}\n${error.stdout ?? ''}`];
  }
  if (!fs.existsSync(out)) return ['multitool: wrote no report'];
  const runs = JSON.parse(fs.readFileSync(out, 'utf8')).runs ?? [];
  const found = [];
  if (runs.length !== 1) found.push(`multitool: ${runs.length} runs in its report`);
  for (const each of runs) {
    const rules = each.tool.driver.rules ?? [];
    if (!each.tool.driver.name) found.push('multitool: no tool in its report');
    for (const result of each.results ?? []) {
      const rule = rules[result.ruleIndex] ?? {};
      const level = result.level ?? rule.defaultConfiguration?.level ?? 'warning';
      if (level === 'note' || level === 'none') continue;
      const text = result.message.text ?? [result.message.id, ...(result.message.arguments ?? [])].join(' | ');
      found.push(`multitool: ${level} ${result.ruleId}: ${text}`);
    }
    for (const { toolExecutionNotifications = [], toolConfigurationNotifications = [] } of each.invocations ?? []) {
      for (const note of [...toolExecutionNotifications, ...toolConfigurationNotifications]) {
        if (note.level === 'error') found.push(`multitool: ${note.message.text}`);
      }
    }
  }
  return found;
}

function isUtf8(uri) {
  try {
    decodeURIComponent(uri);
    return true;
  } catch {
    return false;
  }
}

// The Multitool computes primaryLocationLineHash by itself; ours must be the same.
function fingerprintErrors(file, log, root) {
  const bare = JSON.parse(JSON.stringify(log));
  for (const result of bare.runs[0].results ?? []) delete result.partialFingerprints;
  const from = path.join(work, 'bare.sarif');
  const to = path.join(work, 'hashed.sarif');
  fs.rmSync(to, { force: true });
  fs.writeFileSync(from, JSON.stringify(bare));
  try {
    run(['rewrite', from, '--insert', 'RollingHashPartialFingerprints', '--output', to, '--log', 'ForceOverwrite',
         '-u', `%SRCROOT%=file://${root}/`]);
  } catch (error) {
    return [`fingerprint: ${error.message}`];
  }
  const key = 'primaryLocationLineHash';
  const theirs = JSON.parse(fs.readFileSync(to, 'utf8')).runs[0].results ?? [];
  return (log.runs[0].results ?? []).flatMap((result, i) => {
    const [a, b] = [result.partialFingerprints?.[key], theirs[i]?.partialFingerprints?.[key]];
    if (a !== undefined && a === b) return [];
    const at = result.locations[0].physicalLocation;
    // It cannot open a file whose name is not UTF-8.
    if (b === undefined && !isUtf8(at.artifactLocation.uri)) return [];
    return [`fingerprint: result ${i} (${at.artifactLocation.uri}:${at.region.startLine}): ${a}, the Multitool says ${b}`];
  });
}

// `quick`: what one checker refuses need not be seen by the others.
function errorsOf(file, root, quick) {
  const bytes = fs.readFileSync(file);
  let log;
  try {
    log = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    return [`not JSON in UTF-8: ${error.message}`];
  }
  const found = schemaErrors(log);
  // What follows reads the file's structure, which the schema has vouched for.
  if (found.length === 0) found.push(...ownChecks(log, bytes, root));
  if (found.length === 0 || !quick) found.push(...multitoolErrors(file));
  if (found.length === 0) found.push(...fingerprintErrors(file, log, root));
  return found;
}

// Each makes a valid log wrong in one way; the gate must say so.
const defects = {
  'a level that there is not': (run) => { run.results[0].level = 'fatal'; },
  'ruleIndex beyond the rules': (run) => { run.results[0].ruleIndex = 9999; },
  'another rule at ruleIndex': (run) => { run.results[0].ruleIndex = run.results[0].ruleIndex ? 0 : 1; },
  'a rule that is not listed': (run) => { run.results[0].ruleId = 'no/such-rule'; delete run.results[0].ruleIndex; },
  'a message without text': (run) => { run.results[0].message = { txt: 'x' }; },
  'endColumn before startColumn': (run) => {
    const region = run.results[0].locations[0].physicalLocation.region;
    region.endLine = region.startLine;
    region.startColumn = region.endColumn + 1;
  },
  'line 0': (run) => { run.results[0].locations[0].physicalLocation.region.startLine = 0; },
  'a line beyond the file': (run) => {
    const region = run.results[0].locations[0].physicalLocation.region;
    region.startLine = region.endLine = 1e6;
  },
  'a column beyond the line': (run) => { run.results[0].locations[0].physicalLocation.region.endColumn = 1e5; },
  'a region beside its text': (run) => {
    const regions = run.results.map((result) => result.locations[0].physicalLocation.region);
    regions.find((region) => !region.snippet.text.includes('****')).startColumn += 1;
  },
  'a blank in a URI': (run) => { run.results[0].locations[0].physicalLocation.artifactLocation.uri = 'a b.yaml'; },
  'a file that is not there': (run) => { run.results[0].locations[0].physicalLocation.artifactLocation.uri = 'gone.yaml'; },
  'no location': (run) => { delete run.results[0].locations; },
  'an unknown property': (run) => { run.results[0].colour = 'red'; },
  'a link to nothing': (run) => { run.results[0].message.text += ' See [this](77).'; },
  'a fingerprint of another line': (run) => {
    run.results[0].partialFingerprints.primaryLocationLineHash = '0123456789abcdef:1';
  },
  'a rule without help': (run) => { delete run.tool.driver.rules[0].help; },
  'a severity that is no number': (run) => { run.tool.driver.rules[0].properties['security-severity'] = 'high'; },
};

function selfTest(file, root) {
  const unseen = [];
  for (const [name, spoil] of Object.entries(defects)) {
    const log = JSON.parse(fs.readFileSync(file, 'utf8'));
    spoil(log.runs[0]);
    const spoiled = path.join(work, 'spoiled.sarif');
    fs.writeFileSync(spoiled, JSON.stringify(log));
    if (errorsOf(spoiled, root, true).length === 0) unseen.push(`the gate does not see ${name}`);
  }
  return unseen;
}

let failed = options.files.length === 0;
if (failed) console.error('sarif-gate: no file');
for (const file of options.files) {
  const found = options.selfTest ? selfTest(file, options.root) : errorsOf(file, options.root);
  const name = path.relative(process.cwd(), file);
  for (const each of found.slice(0, 50)) console.error(`${name}: ${each}`);
  if (found.length > 50) console.error(`${name}: … and ${found.length - 50} more`);
  failed ||= found.length > 0;
  if (found.length > 0) continue;
  if (options.selfTest) {
    console.log(`sarif-gate: ${Object.keys(defects).length} spoiled files, each one refused`);
  } else {
    const { results } = JSON.parse(fs.readFileSync(file, 'utf8')).runs[0];
    const regions = results.reduce((sum, result) => sum + regionsOf(result).length, 0);
    console.log(`${name}: ${results.length} results, ${regions} regions, 0 errors, 0 warnings`);
  }
}
process.exit(failed ? 1 : 0);
