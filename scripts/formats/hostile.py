"""A tree of files that mean harm to whoever prints what they hold: names, keys and values with line breaks, terminal
escapes, workflow commands, markup, bidirectional overrides and ill-formed bytes, and a credential at every place that
one is read from. Made anew for each run: no such name can be checked out everywhere."""
import base64
import os
import shutil

# Every credential of the tree begins so, and nothing else does.
SECRET = 'qZv'

NAMES = [
    b'plain', b'line\nbreak', b'carriage\rreturn', b'\r\n::error::both', b'\n##[add-mask]', b'\nevil: error: x',
    b'::error::name', b'::add-mask::x', b' ::warning::blank', '\u00a0::notice::blank'.encode(),
    '\u00ad::error::soft'.encode(), b'##[add-mask]x', b'x ##[error]y', b'###[group]', b'##vso[task.complete]', b'##teamcity[x]',
    b'#frag?query=1&x',
    b'\x1b[31mred', b'\x1b]0;title\x07', b'\x1b]8;;x:y\x1b\\link', b'bell\x07', b'back\x08space', b'delete\x7f',
    b'tab\there', 'next\u0085line'.encode(), 'csi\u009b31m'.encode(), 'over\u202eride'.encode(),
    'isolate\u2066x\u2069'.encode(), 'mark\u200e\u061c'.encode(), 'separators\u2028\u2029'.encode(),
    'bom\ufeff'.encode(), 'none\ufffe\uffff'.encode(), 'none\U0001fffe'.encode(), 'replaced\ufffd'.encode(),
    b'ill\xff\xfe', b'cut\xe2\x80', b'overlong\xc0\xaf', b'surrogates\xed\xa0\xbd\xed\xb8\x80',
    b'%0A%0D%25%3A%2C', b'%', b'a,line=9,title=x', b'a=b', b'=x', b'a:b:1:2', b'a;b|c', b"'q\"`", b'$(id)${x}{{ y }}',
    b'<b>&amp;&#10;</b>', b']]>', b'<!--', b'*bold*_x_[l](u)', b'@octocat', b'-dash', b'--format=json', b'back\\slash',
    b'trailing ', b' leading', '\U0001f600emoji'.encode(), 'e\u0301\u0301combined'.encode(),
    '\u05e9\u05dc\u05d5\u05dd'.encode(), '\u6587\u5b57'.encode(), b'n' * 250, 'ü'.encode() * 125, b'~', b'#',
]
DIRECTORIES = [b'::group::d', b'##[d', b'd\n::error::', b'\x1b[2Jd', b'%2e%2e', b' d ', '\u202ed'.encode(), b'\xffd']


def quoted(text):
    """A YAML scalar in double quotes that reads as the text and is plain ASCII."""
    escaped = ''
    for c in text:
        point = ord(c)
        if c in '"\\':
            escaped += '\\' + c
        elif 0x20 <= point < 0x7f:
            escaped += c
        elif point < 0x10000:
            escaped += f'\\u{point:04x}'
        else:
            escaped += f'\\U{point:08x}'
    return f'"{escaped}"'


def word(name):
    """A name as a text that YAML can hold."""
    return name.decode('utf-8', 'replace').replace('\x00', '')


def manifest(number, name):
    text = word(name)

    def secret(place):
        return f'{SECRET}{number}x{place}Kp7'
    # What refers to something is not taken for a credential, and no text that holds one may.
    behind = '' if '$(' in text else text
    host = ''.join(c for c in text if c not in '@/?#:')
    encoded = base64.b64encode(secret('data').encode()).decode()
    q = quoted
    return f'''apiVersion: apps/v1
kind: Deployment
metadata:
  name: {q('w' + text)}
  annotations: {{{q(text)}: {q(text)}}}
spec:
  selector: {{matchLabels: {{app: w{number}}}}}
  template:
    metadata: {{labels: {{app: w{number}}}}}
    spec:
      containers:
        - name: {q(text)}
          image: {q('redis:7 ' + text)}
          args: ["--requirepass", {secret('args')}, {q('--user worker on >' + secret('acl') + ' +nonsense ~' + text)}]
          env:
            - {{name: {q('A ' + text)}, value: {q('$(LATER ' + text + ') x')}}}
            - {{name: {q('LATER ' + text)}, value: {q(text)}}}
            - {{name: REDIS_URL, value: {q('redis://user:' + secret('url') + '@gone' + host + '.nowhere:6379/0')}}}
            - {{name: {q(text + 'DB_PASSWORD')}, value: {q(secret('env') + behind)}}}
            - name: API_KEY
              valueFrom: {{secretKeyRef: {{name: made{number}, key: {q('no' + text)}}}}}
            # {secret('url')} stands in a comment, too; ::error::comment ##[add-mask]comment
---
apiVersion: v1
kind: Secret
metadata: {{name: made{number}}}
data: {{{q('k' + text)}: {encoded}}}
stringData: {{password: {secret('string')}, {q('x' + text)}: {q(behind + secret('odd'))}}}
---
apiVersion: v1
kind: ConfigMap
metadata: {{name: conf{number}}}
data:
  redis.conf: |
    requirepass {secret('conf')}
    user worker on >{secret('confacl')} ~* +nonsense
    maxmemory-policy ::error::x##[group]
---
apiVersion: v1
kind: Service
metadata: {{name: {q('s' + text)}}}
spec:
  selector: {{app: {q('w' + str(number) + text)}}}
  ports: [{{port: 6379, targetPort: {q(text)}}}]
'''.encode()


def raw(number, name):
    """Bytes that no YAML may hold, or that it may, as they are and not escaped."""
    line = name.replace(b'\n', b' ').replace(b'\r', b' ')
    return (b'kind: Deployment\napiVersion: apps/v1\nmetadata: {name: r}\nspec:\n  template:\n    spec:\n'
            b'      containers:\n        - name: c\n          env:\n'
            b'            - {name: APP_PASSWORD, value: "%s%dxrawKp7"} # %s\n' % (SECRET.encode(), number, line))


def others(number, name):
    """Files of other kinds, by their paths."""
    text = quoted(word(name))
    line = name.replace(b'\n', b' ').replace(b'\r', b' ')
    secret = f'{SECRET}{number}xotherKp7'
    return {
        b'kustomization.yaml': f'resources: [{text}]\npatches: [{{path: {text}}}]\n'.encode(),
        b'redis.conf': b'requirepass %s\n%s yes\nmaxmemory-policy %s\n' % (secret.encode(), line, line),
        b'users.acl': b'user u%s on >%s +nonsense%s\nuser %d off\n' % (line, secret.encode(), line, number),
        b'compose.yaml': f'services:\n  {text}:\n    image: a\n    environment:\n      {text}: x\n      REDIS_URL: '
                         f'redis://:{secret}@nobody:6379\n      APP_TOKEN: {secret}\n'.encode(),
        b'Chart.yaml': f'apiVersion: v2\nname: {text}\nversion: 1.0.0\n'.encode(),
        b'values.yaml': f'{text}: {text}\nredisUrl: redis://:{secret}@nobody:26379/0\npassword: {secret}\n'.encode(),
    }


def create(root):
    """Writes the tree and returns the paths in which something is found, as bytes."""
    shutil.rmtree(root, ignore_errors=True)
    base = os.fsencode(root)
    paths = []

    def write(path, text):
        os.makedirs(os.path.dirname(os.path.join(base, path)), exist_ok=True)
        with open(os.path.join(base, path), 'wb') as file:
            file.write(text)
        if not path.startswith((b'x', b'fairlead')):
            paths.append(path)
    for number, name in enumerate(NAMES):
        # Each in a directory of its own, so that none answers what another asks.
        write(b'%d/' % number + name + b'.yaml', manifest(number, name))
        write(b'raw%d/' % number + b'a.yaml', raw(number, name))
        for path, content in others(number, name).items():
            write(b'x%d-%s/' % (number, path.split(b'.')[0]) + path, content)
    for number, name in enumerate(DIRECTORIES):
        write(b'd%d/' % number + name + b'/a.yaml', manifest(1000 + number, name))
    write(b'fairlead.yaml', b'redis: {version: "7.0"}\n')
    return paths
