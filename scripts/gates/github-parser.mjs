// Reads action.yml and workflows with GitHub's own parser and prints what it complains about, a line each.
//
//     node scripts/gates/github-parser.mjs MODULES FILE…     MODULES holds @actions/workflow-parser
import { readFile } from 'node:fs/promises';
import { register } from 'node:module';
import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';

// The package imports its schemas in a way that Node.js before 22 refuses.
register('data:text/javascript,' + encodeURIComponent(`
import { readFile } from 'node:fs/promises';
export async function load(url, context, next) {
  if (!url.endsWith('.json')) return next(url, context);
  const source = 'export default ' + await readFile(new URL(url), 'utf8');
  return { format: 'module', shortCircuit: true, source };
}`));

const [modules, ...files] = process.argv.slice(2);
const parser = (path) => import(pathToFileURL(`${modules}/@actions/workflow-parser/dist/${path}`));
const { parseWorkflow, convertWorkflowTemplate, NoOperationTraceWriter } = await parser('index.js');
const { parseAction } = await parser('actions/index.js');

let complaints = 0;
for (const path of files) {
  const file = { name: path, content: await readFile(path, 'utf8') };
  const action = basename(path).startsWith('action.');
  const result = (action ? parseAction : parseWorkflow)(file, new NoOperationTraceWriter());
  const errors = result.context.errors.getErrors().map((error) => error.message);
  if (!action && result.value) {
    const template = await convertWorkflowTemplate(result.context, result.value);
    errors.push(...(template.errors ?? []).map((error) => error.Message));
  }
  if (!result.value) errors.push('there is nothing in it');
  for (const error of new Set(errors)) console.log(`${path}: ${error}`);
  complaints += errors.length;
}
process.exitCode = complaints > 0 ? 1 : 0;
