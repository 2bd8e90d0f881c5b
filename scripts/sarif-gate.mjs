// The checks behind scripts/sarif-gate: sarif-gate.mjs TOOLS ROOT FILE…
import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import path from 'node:path';

const [tools, root, ...files] = process.argv.slice(2);
const require = createRequire(path.join(tools, 'package.json'));
const Ajv = require('ajv/dist/2020').default;
const multitool = path.join(tools, 'node_modules/@microsoft/sarif-multitool-linux');
const ajv = new Ajv({strict: false, allErrors: true});
require('ajv-formats').default(ajv);
const valid = ajv.compile(JSON.parse(readFileSync(path.join(multitool, 'sarif-2.1.0.json'), 'utf8')));

let complaints = 0;
function complain(file, text) {
  ++complaints;
  console.log(`${path.basename(file)}: ${text}`);
}

// The Multitool's exit code says nothing about what it found: its own report does.
function runMultitool(file) {
  const out = `${file}.checked`;
  const run = spawnSync(path.join(multitool, 'Sarif.Multitool'),
    ['validate', file, '--rule-kind', 'Sarif;GH', '--level', 'Error;Warning', '--output', out, '--log', 'ForceOverwrite'],
    {encoding: 'utf8', env: {...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1'}});
  let report;
  try {
    report = JSON.parse(readFileSync(out, 'utf8'));
  } catch (error) {
    return complain(file, `the Multitool gave no report: ${run.stdout}${run.stderr}${error}`);
  }
  for (const result of report.runs.flatMap((each) => each.results ?? [])) {
    const level = result.level ?? 'warning';
    if (level === 'error' || level === 'warning') {
      const at = result.locations?.[0]?.physicalLocation?.region?.startLine;
      complain(file, `${result.ruleId} ${level} at line ${at}: ${JSON.stringify(result.message)}`);
    }
  }
}

// The text of a region by lines and UTF-16 columns; undefined where it does not lie in the file.
function textOf(uri, region) {
  const lines = readFileSync(path.join(root, decodeURIComponent(uri)), 'utf8').split('\n');
  const {startLine, startColumn, endLine, endColumn} = region;
  if (startLine > endLine || endLine > lines.length) return undefined;
  if (startColumn > lines[startLine - 1].length + 1 || endColumn > lines[endLine - 1].length + 1) return undefined;
  const taken = lines.slice(startLine - 1, endLine);
  taken[taken.length - 1] = taken.at(-1).slice(0, endColumn - 1);
  taken[0] = taken[0].slice(startColumn - 1);
  return taken.join('\n');
}

function sameButMasked(text, snippet) {
  const parts = snippet.split('****').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^]*')}\\r?$`).test(text);
}

function checkPlaces(file, run) {
  let places = 0;
  for (const result of run.results) {
    const rule = run.tool.driver.rules[result.ruleIndex];
    if (rule?.id !== result.ruleId) complain(file, `${result.ruleId}: ruleIndex names ${rule?.id}`);
    for (const location of [...result.locations, ...(result.relatedLocations ?? [])]) {
      const {artifactLocation, region} = location.physicalLocation;
      const text = textOf(artifactLocation.uri, region);
      ++places;
      if (text === undefined) complain(file, `${result.ruleId}: a region outside ${artifactLocation.uri}`);
      else if (region.snippet && !sameButMasked(text, region.snippet.text)) {
        complain(file, `${result.ruleId}: the snippet is not the region's text at ${artifactLocation.uri}:${region.startLine}`);
      }
    }
  }
  return places;
}

for (const file of files) {
  const log = JSON.parse(readFileSync(file, 'utf8'));
  if (!valid(log)) {
    for (const error of valid.errors) complain(file, `schema: ${error.instancePath} ${error.message}`);
  }
  const places = checkPlaces(file, log.runs[0]);
  runMultitool(file);
  console.log(`${path.basename(file)}: ${log.runs[0].results.length} results, ${places} places checked`);
}
console.log(`sarif-gate: ${files.length} files, ${complaints} complaints`);
process.exit(complaints > 0 || files.length === 0 ? 1 : 0);
