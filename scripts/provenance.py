"""What the scripts that compare provenance with a real engine share: which scalars changed, and who must be blamed."""
import base64
import collections
import json
import re
import statistics
import subprocess

IDENTITY = ("name", "key", "mountPath", "containerPort", "port", "path", "host", "secretName", "ip")


def ask(command, jobs, folder):
    """The answers of a program that is run in a folder, since jobs may name files from there."""
    lines = "".join(json.dumps(job) + "\n" for job in jobs)
    done = subprocess.run(command, input=lines.encode(), capture_output=True, cwd=folder)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    if len(answers) != len(jobs):
        raise RuntimeError(f"{len(answers)} answers to {len(jobs)} jobs: {done.stderr[-300:].decode(errors='replace')}")
    return answers


def identity(items):
    """The field that tells the items of both lists apart; None where there is none."""
    for field in IDENTITY:
        if all(isinstance(item, dict) and isinstance(item.get(field), (str, int)) for item in items):
            return field
    return None


def paired(before, after):
    """What belongs together: by equal keys; what is left in order, where it is as many. Of keys with values."""
    left = [key for key in before if key not in after]
    new = [key for key in after if key not in before]
    if len(left) != len(new):
        return [(k, k) for k in before if k in after] + [(k, None) for k in left] + [(None, k) for k in new]
    return [(k, k) for k in before if k in after] + list(zip(left, new))


def pointer(path, key):
    return f"{path}/{str(key).replace('~', '~0').replace('/', '~1')}"


def scalars(value, path):
    if isinstance(value, dict):
        for key, each in value.items():
            yield from scalars(each, pointer(path, key))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from scalars(each, pointer(path, index))
    else:
        yield path, value


def compare(before, after, at, to):
    """(pointer before, pointer after, value after) of what differs; None where it is not there."""
    if isinstance(before, dict) and isinstance(after, dict):
        pairs = [(a, b, before, after) for a, b in paired(before, after)]
    elif isinstance(before, list) and isinstance(after, list):
        field = identity(before + after)
        names = [[item[field] for item in each] if field else list(range(len(each))) for each in (before, after)]
        if any(len(set(each)) != len(each) for each in names):
            names = [list(range(len(each))) for each in (before, after)]
        index = [{name: n for n, name in enumerate(each)} for each in names]
        pairs = [(None if a is None else index[0][a], None if b is None else index[1][b], before, after)
                 for a, b in paired(*index)]
    elif isinstance(before, (dict, list)) or isinstance(after, (dict, list)):
        yield from ((path, None, None) for path, _ in scalars(before, at))
        yield from ((None, path, value) for path, value in scalars(after, to))
        return
    else:
        if before != after or type(before) is not type(after):
            yield at, to, after
        return
    for a, b, old, new in pairs:
        if b is None:
            yield from ((path, None, None) for path, _ in scalars(old[a], pointer(at, a)))
        elif a is None:
            yield from ((None, path, value) for path, value in scalars(new[b], pointer(to, b)))
        else:
            yield from compare(old[a], new[b], pointer(at, a), pointer(to, b))


def holds(value, marker):
    """Whether a scalar holds the marker as it is, or below base64."""
    if marker is None or isinstance(value, bool) or value is None:
        return False
    text = str(value)
    wanted = re.compile(rf"(?<![0-9]){marker}(?![0-9])" if marker.isdigit() else re.escape(marker))
    if wanted.search(text):
        return True
    if re.fullmatch(r"[A-Za-z0-9+/\s]{4,}={0,2}\s*", text):
        try:
            return bool(wanted.search(base64.b64decode(text).decode("utf-8", "replace")))
        except ValueError:
            pass
    return False


class Tally:
    def __init__(self, engine, bases):
        self.engine, self.bases = engine, bases  # in words: Helm, charts
        self.count = collections.Counter()
        self.others, self.missed = [], []

    def share(self, kind):
        all_of = self.count[f"{kind}"]
        return 100 * self.count[f"{kind} right"] / all_of if all_of else 100.0

    def right(self):
        return self.share("held") >= 99 and self.share("other") >= 95 and (self.median() or 0) <= 3

    def median(self):
        return statistics.median(self.others) if self.others else None

    def words(self):
        c = self.count
        return (f"{self.bases} {c['bases']}, leaves {c['leaves']}: {c['effect']} with effect, {c['none']} without, {c['refused']} that "
                f"{self.engine} refuses\nscalars with the marker: {c['held']}, edit is the leaf {self.share('held'):.2f} %\n"
                f"changed otherwise {c['changed']}, appeared {c['appeared']}, vanished {c['vanished']}: leaf in trace or conditions "
                f"{self.share('other'):.2f} % (changed {self.share('changed'):.2f}, appeared {self.share('appeared'):.2f}, "
                f"vanished {self.share('vanished'):.2f})\nothers: median {self.median()}, mean "
                f"{statistics.mean(self.others) if self.others else 0:.2f}")


def is_leaf(place, name, begin, size, whole=None):
    """Whether a place lies in the leaf; of a file that is copied, of so many bytes, or is all of it."""
    is_there = bool(place[0]) and name.endswith(place[0])
    return is_there and (place[1] >= begin and place[2] <= begin + size or whole is not None and place[1:] == [0, whole])


def judge(tally, leaf, found, base, made, names):
    """Counts one scalar; `made` and `base` are what the candidate says of the charts after and before."""
    before, after, value = found
    held = after is not None and holds(value, leaf["marker"])
    answer, (document, path), name = (base, before, names[0]) if after is None else (made, after, names[1])
    size = leaf["end"] - leaf["begin"] if after is None else len(leaf["written"])
    kind = "vanished" if after is None else "appeared" if before is None else "changed"
    docs = answer.get("documents") or []
    said = docs[document]["scalars"].get(path) if document < len(docs) else None
    whole = leaf["whole"] + size - leaf["end"] + leaf["begin"] if "whole" in leaf else None
    known = lambda places: any(is_leaf(place, name, leaf["begin"], size, whole) for place in places)
    if said is None:
        right = False
    elif held:
        whole = None
        right = known([said["edit"]])
    else:
        right = known(said["trace"] + said["conditions"])
    for each in ["held"] if held else ["other", kind]:
        tally.count[each] += 1
        tally.count[f"{each} right"] += right
    if said is not None:
        tally.others.append(len(said["others"]))
    if not right:
        doc = docs[document] if document < len(docs) else {}
        words = doc.get("template") or f"{doc.get('kind')} {doc.get('name')}"
        tally.missed.append({"kind": "held" if held else kind, "leaf": leaf["at"], "document": words,
                             "path": path, "value": value, "said": said, "file": names[0]})
