"""The checkers of action.yml and the workflows, and the mistakes that each must find, for scripts/action-gate."""
import re
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
UPLOAD = re.search(r'github/codeql-action/upload-sarif@([0-9a-f]{40})', (ROOT / 'action.yml').read_text())[1]


def tools(kind):
    done = subprocess.run([ROOT / 'scripts/gates/tools', kind], stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        raise SystemExit('action-gate: a checker is missing')
    return Path(done.stdout.strip())


def run(*command, **options):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, **options)
    return done.returncode, done.stdout + done.stderr


def checkers(place, folder):
    """Each checker's name and the command that reads the files in `folder`."""
    action, workflows = folder / 'action.yml', sorted((folder / '.github/workflows').glob('*.yml'))
    python, node, go = tools('python') / 'python/bin', tools('node') / 'node_modules', tools('go') / 'go'
    scripts = [file for file in (folder / 'action').iterdir() if file.suffix == '']
    return [('actionlint', [[go / 'actionlint', *workflows]]),
            ('zizmor', [[python / 'zizmor', '--offline', '--no-progress', '--persona=pedantic', '--quiet', action, *workflows]]),
            ('github', [['node', ROOT / 'scripts/gates/github-parser.mjs', node, action, *workflows]]),
            ('validator', [['node', node / '@action-validator/cli/cli.mjs', file]
                           # It knows no permission `attestations` yet.
                           for file in [action, *workflows] if file.name != 'release.yml']),
            ('shellcheck', [['shellcheck', *scripts]])]


# A checker, a file, what is made wrong in it, and a word of the complaint.
MISTAKES = [('actionlint', '.github/workflows/ci.yml', ('timeout-minutes', 'timeout-minuets'), 'timeout-minuets'),
            ('actionlint', '.github/workflows/release.yml', ('needs: build', 'needs: biuld'), 'biuld'),
            ('zizmor', 'action.yml', ('bash "$GITHUB_ACTION_PATH/action/lint"', 'echo ${{ inputs.paths }}'), 'template-injection'),
            ('zizmor', 'action.yml', (UPLOAD, 'v4'), 'unpinned-uses'),
            ('zizmor', '.github/workflows/ci.yml', ('persist-credentials: false', 'fetch-depth: 1'), 'artipacked'),
            ('github', 'action.yml', ('using: composite', 'using: composit'), "Unexpected value 'composit'"),
            ('github', '.github/workflows/ci.yml', ('runs-on:', 'runs-onn:'), "Unexpected value 'runs-onn'"),
            ('validator', 'action.yml', ('using: composite', 'using: composit'), '/runs/using'),
            ('shellcheck', 'action/lint', ('"$place/summary"', '$place/summary'), 'SC2086')]


def complaints(place):
    """How many mistakes were made, and what the checkers complain of or fail to."""
    problems = []
    for name, commands in checkers(place, ROOT):
        for command in commands:
            code, output = run(*command)
            if code != 0:
                problems.append(f'{name} has complaints:\n{output[:4000]}')
    for name, file, (old, new), word in MISTAKES:
        folder = place / 'wrong'
        shutil.rmtree(folder, ignore_errors=True)
        for part in ('action', '.github'):
            shutil.copytree(ROOT / part, folder / part)
        shutil.copy(ROOT / 'action.yml', folder)
        text = (folder / file).read_text()
        assert old in text, (file, old)
        (folder / file).write_text(text.replace(old, new))
        results = [run(*command) for command in dict(checkers(place, folder))[name]]
        if not any(code != 0 and word in output for code, output in results):
            problems.append(f'{name} says nothing of `{new}` in {file}: {str(results)[:4000]}')
    return len(MISTAKES), problems
