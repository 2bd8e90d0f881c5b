"""What GitHub's runner does with a step's output and files, restated from actions/runner (ActionCommand.cs,
ActionCommandManager.cs, FileCommandManager.cs), for scripts/action-gate."""
import os
import re
import subprocess
import tempfile
from pathlib import Path

COMMANDS = {'internal-set-repo-path', 'set-env', 'set-output', 'save-state', 'add-mask', 'add-path', 'add-matcher',
            'remove-matcher', 'debug', 'warning', 'error', 'notice', 'group', 'endgroup', 'echo', 'stop-commands'}
SUMMARY_LIMIT = 1024 * 1024


def _unescaped(text, pairs):
    for escape, plain in pairs:
        text = text.replace(escape, plain)
    return text


DATA = [('%0D', '\r'), ('%0A', '\n'), ('%25', '%')]
PROPERTY = [('%0D', '\r'), ('%0A', '\n'), ('%3A', ':'), ('%2C', ','), ('%25', '%')]


def _command(line, known):
    """(name, properties, data) of the newer form, which begins the line, or of the older, which stands anywhere."""
    trimmed = line.lstrip()
    if trimmed.startswith('::') and '::' in trimmed[2:]:
        info, data = trimmed[2:].split('::', 1)
        name, _, words = info.partition(' ')
        if name in known:
            pairs = (word.split('=', 1) for word in words.strip().split(',') if '=' in word)
            return name, {key: _unescaped(value, PROPERTY) for key, value in pairs}, _unescaped(data, DATA)
    older = re.search(r'##\[([^\]]*)\](.*)', line, re.S)
    if older:
        name = older[1].split(' ')[0]
        if name in known:
            return name, {}, older[2]
    return None


def commands(output):
    """Every command that the runner obeys in what a step prints."""
    obeyed, stopped, known = [], None, set(COMMANDS)
    for line in re.split(r'\r\n|\r|\n', output):
        command = _command(line, known)
        if not command:
            continue
        if stopped:
            if command[0].lower() == stopped.lower():
                known.discard(stopped)
                stopped = None
            continue
        if command[0] == 'stop-commands':
            stopped = command[2]
            known.add(stopped)
        obeyed.append(command)
    if stopped:
        raise AssertionError('commands stay stopped')
    return obeyed


def file_values(text):
    """The pairs of a GITHUB_OUTPUT file, each name once."""
    values, lines = {}, text.split('\n')
    while lines:
        line = lines.pop(0)
        if not line:
            continue
        name, delimiter = re.fullmatch(r'([^=<]+)<<(.+)', line).groups()
        assert len(delimiter) == 32 and name not in values, line
        value = []
        while (line := lines.pop(0)) != delimiter:
            value.append(line)
        values[name] = '\n'.join(value)
    return values


class Step:
    """One step that has run: exit code, what it printed, the commands in it, its outputs and summary."""

    def __init__(self, command, directory, inputs, network=True, **environment):
        with tempfile.TemporaryDirectory() as name:
            place = Path(name)
            files = {key: place / key for key in ('GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY')}
            for file in files.values():
                file.touch()
            (place / 'temp').mkdir()
            env = {'PATH': os.environ['PATH'], 'HOME': os.environ.get('HOME', '/'), 'RUNNER_TEMP': str(place / 'temp'),
                   'GITHUB_ACTIONS': 'true', 'GITHUB_WORKSPACE': str(directory),
                   # Part of what ccache goes by.
                   **{key: value for key, value in os.environ.items() if key == 'LANG' or key.startswith('LC_')},
                   **{key: str(file) for key, file in files.items()}, **environment,
                   **{'INPUT_' + key.upper().replace('-', '_'): value for key, value in inputs.items()}}
            # A namespace without any interface but loopback, which is down.
            isolated = [] if network else ['unshare', '--net']
            done = subprocess.run([*isolated, 'bash', *command], cwd=directory, env=env, capture_output=True)
            self.code = done.returncode
            self.output = (done.stdout + done.stderr).decode(errors='replace')
            self.commands = commands(self.output)
            self.values = file_values(files['GITHUB_OUTPUT'].read_text(errors='replace'))
            self.summary = files['GITHUB_STEP_SUMMARY'].read_bytes()
            sarif = self.values.get('sarif')
            self.sarif = Path(sarif).read_text() if sarif and Path(sarif).exists() else None
            self.program = Path(self.values['program']).read_bytes() if 'program' in self.values else None

    def said(self, kind):
        return [data for name, _, data in self.commands if name == kind]
