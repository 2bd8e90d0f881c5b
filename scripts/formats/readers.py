"""Reads a report of each format as those do who it is made for. A reader returns a list of Found, or raises Invalid."""
import collections
import json
import re
import subprocess
import urllib.parse
import xml.etree.ElementTree

Found = collections.namedtuple('Found', 'rule severity path line')


class Invalid(Exception):
    pass


def require(condition, message):
    if not condition:
        raise Invalid(message)


def run(command, text=b''):
    done = subprocess.run([str(part) for part in command], input=text, capture_output=True)
    if done.returncode != 0:
        raise Invalid((done.stdout + done.stderr).decode('utf-8', 'replace')[:2000])
    return done.stdout


class Runner:
    """GitHub's runner, as far as it obeys lines of a log, after actions/runner, ActionCommand.cs and
    ActionCommandManager.cs: a command of either kind, decoded, or none."""
    commands = {'error', 'warning', 'notice', 'debug', 'add-mask', 'add-matcher', 'remove-matcher', 'group', 'endgroup',
                'echo', 'stop-commands', 'set-env', 'set-output', 'save-state', 'add-path', 'internal-set-repo-path'}

    @staticmethod
    def decoded(text, codes):
        for code, character in codes:
            text = text.replace(code, character)
        return text

    @classmethod
    def newer(cls, line):
        text = line.lstrip()
        end = text.find('::', 2)
        if not text.startswith('::') or end < 0:
            return None
        name, _, properties = text[2:end].partition(' ')
        if name.lower() not in cls.commands:
            return None
        values = {}
        for pair in properties.strip().split(','):
            key, _, value = pair.lstrip('=').partition('=')
            value = value.lstrip('=')
            if key and value:
                values[key.lower()] = cls.decoded(value, [('%0D', '\r'), ('%0A', '\n'), ('%3A', ':'), ('%2C', ','),
                                                          ('%25', '%')])
        return name.lower(), values, cls.decoded(text[end + 2:], [('%0D', '\r'), ('%0A', '\n'), ('%25', '%')])

    @classmethod
    def older(cls, line):
        begin = line.find('##[')
        end = line.find(']', begin)
        if begin < 0 or end < 0:
            return None
        name = line[begin + 3:end].split(' ')[0]
        return (name, {}, line[end + 1:]) if name.lower() in cls.commands else None

    @classmethod
    def command(cls, line):
        return cls.newer(line) or cls.older(line)


def log_lines(text):
    """A log's lines: the runner reads them with .NET, to which a single carriage return ends one, too."""
    return re.split('\r\n|\n|\r', text)


# What reviewdog and GitLab call severities.
REVIEWDOG = {'ERROR': 'error', 'WARNING': 'warning', 'INFO': 'note'}
GITLAB = {'critical': 'error', 'major': 'warning', 'info': 'note'}


def severity(word, names):
    require(word in names, f'severity {word!r}')
    return names[word]


class Readers:
    """`program` is the reader of scripts/formats/reader; `modules` the directory with node_modules; `python` has
    junitparser; the schemas are files."""

    def __init__(self, program, modules, python, rdjson_schema, junit_schema, report_schema, work):
        self.program, self.modules, self.python, self.work = program, modules, python, work
        self.rdjson_schema, self.junit_schema, self.report_schema = rdjson_schema, junit_schema, report_schema

    def read(self, form, text):
        """The findings of a report, given as bytes."""
        self.harmless(form, text)
        return getattr(self, form)(text)

    def harmless(self, form, text):
        try:
            decoded = text.decode()
        except UnicodeDecodeError as error:
            raise Invalid(f'no UTF-8: {error}') from error
        bad = re.search('[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]', decoded)
        require(not bad, f'U+{ord(bad.group()):04X} as it is' if bad else '')
        # GitHub's older commands, Azure's, TeamCity's.
        require(not re.search('##[a-zA-Z]*\\[', decoded), 'a command to who keeps the log')
        for line in log_lines(decoded):
            command = Runner.command(line)
            require(not command or form == 'github', f'a workflow command: {line!r}')

    def schema(self, kind, given, text):
        file = self.work / 'report'
        file.write_bytes(text)
        schemas = self.work.parent.parent / 'scripts/formats/schemas.js'
        run(['env', f'NODE_PATH={self.modules}/node_modules', 'node', schemas, kind, given, file])

    def reviewdog(self, form, text):
        return json.loads(run([self.program, form], text))

    # One method a format.

    def json(self, text):
        self.schema('json', self.report_schema, text)
        return [Found(each['rule'], each['severity'], each['location']['path'], each['location']['startLine'])
                for each in json.loads(text)['findings']]

    def jsonl(self, text):
        require(text.endswith(b'\n'), 'the last line does not end')
        *findings, last = [json.loads(line) for line in text.decode().split('\n')[:-1]]
        require(last['summary']['findings'] == len(findings), 'the summary counts otherwise')
        whole = {'version': last['version'], 'tool': {'name': 'fairlead', 'version': '0'}, 'findings': findings,
                 'summary': last['summary'], 'coverage': last['coverage'], 'connections': [],
                 'notChecked': last.get('notChecked', [])}
        return self.json(json.dumps(whole).encode())

    def sarif(self, text):
        found = []
        for each in json.loads(text)['runs'][0]['results']:
            place = each['locations'][0]['physicalLocation']
            path = urllib.parse.unquote_to_bytes(place['artifactLocation']['uri'])
            found.append(Found(each['ruleId'], each['level'], path, place['region']['startLine']))
        require(len(self.reviewdog('sarif', text)) == len(found), 'reviewdog reads another number of results')
        return found

    def github(self, text):
        found = []
        for line in text.decode().split('\n')[:-1]:
            command = Runner.newer(line)
            require(command and command[0] in ('error', 'warning', 'notice'), f'no annotation: {line!r}')
            name, values, data = command
            require(set(values) <= {'file', 'line', 'endline', 'col', 'endcolumn', 'title'}, f'{values}')
            require(data.strip() and 'title' in values, f'no words: {line!r}')
            if values['title'] == 'fairlead':
                continue
            if 'file' in values:
                require(values['line'] == values['endline'] or 'col' not in values, 'columns of several lines')
                path, number = re.sub('^[.]/=', '=', values['file']), int(values['line'])
            else:
                path, number = None, int(re.match('.*?:([0-9]+):[0-9]+: ', data, re.S)[1])
            found.append(Found(values['title'], {'notice': 'note'}.get(name, name), path, number))
        order = [['error', 'warning', 'note'].index(each.severity) for each in found]
        require(order == sorted(order), 'a more severe one comes later')
        return found

    def gitlab(self, text):
        issues = json.loads(text)
        self.schema('gitlab', self.modules, text)
        prints = [each['fingerprint'] for each in issues]
        require(len(prints) == len(set(prints)), 'fingerprints that are not unique: GitLab keeps one of each')
        for each in issues:
            # GitLab drops all that follows one which its schema (codeclimate.json) refuses.
            require('\n' not in each['description'] and each['location']['lines']['begin'] >= 1, f'{each}')
            require(not each['location']['path'].startswith(('./', '/')), 'a path that is not relative to the root')
        return [Found(each['check_name'], severity(each['severity'], GITLAB),
                      each['location']['path'], each['location']['lines']['begin']) for each in issues]

    def junit(self, text):
        run(['xmllint', '--noout', '--schema', self.junit_schema, '-'], text)
        file = self.work / 'junit.xml'
        file.write_bytes(text)
        code = ('import sys, junitparser\n'
                'xml = junitparser.JUnitXml.fromfile(sys.argv[1])\n'
                'print(sum(len(list(suite)) for suite in xml), xml.tests, xml.failures, xml.skipped)')
        counted = [int(word) for word in run([self.python, '-c', code, file]).split()]
        require(counted[0] == counted[1], f'{counted[1]} tests are said to be there, not {counted[0]}')
        found, names, failures, skipped = [], set(), 0, 0
        for case in xml.etree.ElementTree.fromstring(text).iter('testcase'):
            name = (case.get('classname'), case.get('name'))
            require(name not in names, f'two tests {name}: GitLab keeps one of them')
            names.add(name)
            failure, out = case.find('failure'), case.find('system-out')
            skipped += case.find('skipped') is not None
            failures += failure is not None
            if failure is None and out is None:
                continue
            words = (failure if failure is not None else out).text
            number = int(re.match('.*?:([0-9]+):[0-9]+: ', words, re.S)[1])
            level = failure.get('type') if failure is not None else 'note'
            found.append(Found(name[1].split(': ')[0], level, name[0], number))
        require(failures == counted[2], 'the number of failures is another')
        require(skipped == counted[3], 'the number of skipped tests is another')
        return found

    def checkstyle(self, text):
        run(['xmllint', '--noout', '-'], text)
        return [Found(each['code'], severity(each['severity'], REVIEWDOG), each['path'], each['line'])
                for each in self.reviewdog('checkstyle', text)]

    def rdjson(self, text):
        self.schema('rdjson', self.rdjson_schema, text)
        return [Found(each['code'], severity(each['severity'], REVIEWDOG), each['path'], each['line'])
                for each in self.reviewdog('rdjson', text)]

    def concise(self, text):
        found = []
        for line in text.decode().split('\n')[:-1]:
            match = re.fullmatch(r'(.*?):([0-9]+):[0-9]+: (error|warning|note): .* \[([a-z/-]+)\]', line)
            require(match, f'no finding: {line!r}')
            found.append(Found(match[4], match[3], None, int(match[2])))
        return found

    def markdown(self, text):
        html = run(['cmark-gfm', '--unsafe', '-e', 'table', '-e', 'autolink', '-e', 'strikethrough'], text).decode()
        rows = re.findall('<tr>\n<td>(error|warning|note)</td>\n<td><code>.*?:([0-9]+):[0-9]+</code></td>\n'
                          '<td>.*</td>\n<td>([a-z/-]+)</td>\n</tr>', html)
        require(html.count('<tr>') == len(rows) + (1 if rows else 0), 'a row that is none')
        return [Found(rule, level, None, int(line)) for level, line, rule in rows]
