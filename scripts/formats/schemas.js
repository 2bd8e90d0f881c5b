// schemas.js rdjson SCHEMA REPORT     reviewdog's JSON Schema (draft 4)
// schemas.js gitlab WORK REPORT      the types of Code Climate's issues, of which GitLab reads some
// schemas.js json SCHEMA REPORT       our own (draft 2020-12); of JSON lines each one
// Prints what is wrong and exits with 1.
'use strict';
const fs = require('fs');
const path = require('path');

const [kind, given, file] = process.argv.slice(2);
const text = fs.readFileSync(file, 'utf8');
const errors = { rdjson, gitlab, json }[kind]();
for (const error of errors.slice(0, 20)) console.log(error);
process.exit(errors.length > 0 ? 1 : 0);

function validated(Ajv, schema, value) {
  const ajv = new Ajv({ strict: false, allErrors: true });
  const check = ajv.compile(schema);
  return check(value) ? [] : check.errors.map((e) => `${e.instancePath || '/'} ${e.message}`);
}

function rdjson() {
  return validated(require('ajv-draft-04').default, JSON.parse(fs.readFileSync(given, 'utf8')), JSON.parse(text));
}

function json() {
  return validated(require('ajv/dist/2020').default, JSON.parse(fs.readFileSync(given, 'utf8')), JSON.parse(text));
}

// JSON is an expression of TypeScript, and a literal may have no property that its type has not.
function gitlab() {
  const ts = require('typescript');
  const source = path.join(given, 'gitlab-report.ts');
  fs.writeFileSync(source, `import { Issue } from 'codeclimate-types';
type GitLab = Issue & Required<Pick<Issue, 'severity' | 'fingerprint'>>;
export const report: GitLab[] = ${text};
`);
  const program = ts.createProgram([source], { strict: true, noEmit: true, types: [] });
  return ts.getPreEmitDiagnostics(program).map((each) => ts.flattenDiagnosticMessageText(each.messageText, '\n'));
}
