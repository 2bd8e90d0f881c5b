"""A Redis server of our own with given ACL users, and one run of a library's producer and worker on it."""
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

ADMIN = 'user admin on >admin ~* &* +@all'


class Redis:
    """A connection that speaks just enough of the protocol."""

    def __init__(self, port, user, password):
        self.socket = socket.create_connection(('127.0.0.1', port), timeout=10)
        self.file = self.socket.makefile('rb')
        self.call('AUTH', user, password)

    def call(self, *words):
        data = b'*%d\r\n' % len(words)
        for word in words:
            word = word.encode()
            data += b'$%d\r\n%s\r\n' % (len(word), word)
        self.socket.sendall(data)
        return self.reply()

    def reply(self):
        line = self.file.readline()[:-2]
        kind, rest = line[:1], line[1:]
        if kind == b'-':
            raise RuntimeError(rest.decode())
        if kind == b'*':
            return [self.reply() for _ in range(int(rest))]
        if kind == b'$' and rest != b'-1':
            return self.file.read(int(rest) + 2)[:-2].decode('utf-8', 'replace')
        return rest.decode()


class Server:
    """redis-server on loopback with `user` lines and no other way in; ends with its `with` block."""

    def __init__(self, lines):
        program = shutil.which('redis-server')
        if not program:
            raise SystemExit('client-runs: redis-server is not installed; run scripts/setup')
        self.directory = Path(tempfile.mkdtemp(prefix='fairlead-client-'))
        with socket.socket() as probe:
            probe.bind(('127.0.0.1', 0))
            self.port = probe.getsockname()[1]
        conf = self.directory / 'redis.conf'
        conf.write_text('\n'.join([
            'bind 127.0.0.1', f'port {self.port}', f'dir {self.directory}', 'save ""', 'acllog-max-len 1000',
            'maxmemory-policy noeviction', 'user default off', ADMIN, *lines, '']))
        self.process = subprocess.Popen([program, str(conf)], stdout=(self.directory / 'log').open('wb'),
                                        stderr=subprocess.STDOUT)
        deadline = time.monotonic() + 20
        while True:
            try:
                self.admin = Redis(self.port, 'admin', 'admin')
                return
            except (OSError, RuntimeError, ValueError):
                if self.process.poll() is not None or time.monotonic() > deadline:
                    log = (self.directory / 'log').read_text()
                    self.close()
                    raise SystemExit(f'client-runs: redis-server does not start with\n{conf}\n{log}')
                time.sleep(0.02)

    def denials(self):
        """What ACL LOG holds, as (user, reason, object, how often)."""
        found = []
        for entry in self.admin.call('ACL', 'LOG', '1000'):
            fields = dict(zip(entry[::2], entry[1::2]))
            found.append((fields['username'], fields['reason'], fields['object'], int(fields['count'])))
        return found

    def close(self):
        self.process.kill()
        self.process.wait()
        shutil.rmtree(self.directory, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class Parts:
    """The processes of one run: each in a group of its own, ended with all it started."""

    def __init__(self, directory, environment):
        self.directory, self.environment, self.processes = directory, environment, []

    def start(self, command, output, **variables):
        process = subprocess.Popen(command, cwd=self.directory, stdout=output, stderr=subprocess.STDOUT,
                                   env={**os.environ, **self.environment, **variables}, start_new_session=True)
        self.processes.append(process)
        return process

    def end(self):
        for process in self.processes:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + 6
        for process in self.processes:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                pass
            # Only this group: what the part itself started and left behind.
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            process.wait()


def counted(path):
    counts = {}
    if path.exists():
        for name in path.read_text().split('\n'):
            if name:
                counts[name] = counts.get(name, 0) + 1
    return counts


def missing_jobs(produced, done):
    """The jobs that the producer expects and nobody did."""
    expected = [line.split() for line in produced.read_text().split('\n') if line.startswith('expect ')]
    counts = counted(done)
    return [name for _, name, count in expected if counts.get(name, 0) < int(count)] if expected else ['any']


def run(library, server, users, seconds):
    """One run: whether every job was done within the time, and what the parts printed."""
    with tempfile.TemporaryDirectory(prefix='fairlead-client-') as scratch:
        scratch = Path(scratch)
        done, produced, worked = scratch / 'done', scratch / 'producer', scratch / 'worker'
        parts = Parts(library.directory, {'REDIS_HOST': '127.0.0.1', 'REDIS_PORT': str(server.port),
                                          'REDIS_PASSWORD': 'CHANGE-ME', 'QUEUE': library.queue, 'DONE': str(done),
                                          **library.environment})
        deadline = time.monotonic() + seconds
        ended = False
        try:
            with produced.open('wb') as producer_output, worked.open('wb') as worker_output:
                for command in library.workers:
                    parts.start(command, worker_output, REDIS_USERNAME=users['worker'])
                producers = [parts.start(command, producer_output, REDIS_USERNAME=users['producer'])
                             for command in library.producers]
                while time.monotonic() < deadline:
                    ended = producers[0].poll() is not None
                    if ended and (producers[0].returncode != 0 or not missing_jobs(produced, done)):
                        break
                    time.sleep(0.1)
                parts_failed = not ended or producers[0].returncode != 0
        finally:
            parts.end()
        lost = missing_jobs(produced, done)
        said = produced.read_text(errors='replace') + worked.read_text(errors='replace')
        return not parts_failed and not lost, lost, said
