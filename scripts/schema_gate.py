"""Called by scripts/schema-gate."""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import jsonschema
import yaml

root, program = pathlib.Path(sys.argv[1]), sys.argv[2]
schema = json.loads(subprocess.run([program, "schema", "config"], capture_output=True, check=True).stdout)
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
empty = tempfile.TemporaryDirectory()
wrong = []


def said(text):
    """What fairlead says of a configuration; "" where it takes it."""
    with tempfile.NamedTemporaryFile("w", suffix=".yaml") as file:
        file.write(text)
        file.flush()
        run = subprocess.run([program, "lint", "--config", file.name, empty.name], capture_output=True, text=True)
    if run.returncode not in (0, 1, 2):
        wrong.append(f"exit {run.returncode} for {text!r}")
    return run.stderr if run.returncode == 2 else ""


def check(name, text, good):
    by_schema = validator.is_valid(yaml.safe_load(text) or {})
    by_program = not said(text)
    if (by_schema, by_program) != (good, good):
        wrong.append(f"{name}: the schema {'takes' if by_schema else 'refuses'} it, "
                     f"fairlead {'takes' if by_program else 'refuses'} it")


def read(pattern):
    files = sorted(root.glob(pattern))
    if not files:
        wrong.append(f"no file fits {pattern}")
    return [(str(file.relative_to(root)), file.read_text()) for file in files]


count = 0
for good, patterns in ((True, ["fixtures/**/fairlead.yaml", "tests/data/config/good/*.yaml"]),
                       (False, ["tests/data/config/bad/*.yaml"])):
    for pattern in patterns:
        for name, text in read(pattern):
            check(name, re.sub(r"^ *#.*\^.*expect:.*$", "", text, flags=re.M), good)
            count += 1

# Every key that the schema has is one that the program knows …
defs = schema["$defs"]
top = schema["properties"]
places = [(top, lambda key: {key: None}),
          (top["externals"]["properties"], lambda key: {"externals": {key: None}}),
          (top["externals"]["properties"]["services"]["items"]["properties"],
           lambda key: {"externals": {"services": [{"name": "a", "namespace": "b", key: None}]}}),
          (defs["keys"]["properties"], lambda key: {"externals": {"secrets": [{"name": "a", key: None}]}}),
          (top["redis"]["properties"], lambda key: {"redis": {key: None}}),
          (top["references"]["items"]["properties"],
           lambda key: {"references": [{"by": "a/B", "at": "c", "to": "D", key: None}]}),
          (top["overrides"]["items"]["properties"], lambda key: {"overrides": [{"paths": ["a"], key: None}]}),
          (top["charts"]["items"]["properties"], lambda key: {"charts": [{"path": "a", key: None}]}),
          (defs["program"]["properties"], lambda key: {"programs": [{"workload": "a", key: None}]}),
          (defs["program"]["properties"]["redis"]["properties"],
           lambda key: {"programs": [{"workload": "a", "redis": {key: None}}]})]
for properties, document in places:
    for key in properties:
        if "has no key" in said(yaml.safe_dump(document(key))):
            wrong.append(f"the schema has `{key}`, fairlead does not")
    if "has no key" not in said(yaml.safe_dump(document("no-such-key"))):
        wrong.append(f"fairlead takes any key beside {', '.join(properties)}")
# … and the other way round.
known = {key for properties, _ in places for key in properties}
source = (root / "src/config/config.cc").read_text()
for keys in re.findall(r"\bkeys\[\] = \{([^}]*)\}|_keys\[\] = \{([^}]*)\}", source):
    for key in re.findall(r'"([^"]+)"', "".join(keys)):
        if key not in known:
            wrong.append(f"fairlead has `{key}`, the schema does not")

# An inventory is what its schema says.
dump = json.dumps({"apiVersion": "v1", "kind": "List", "items": [
    {"apiVersion": "v1", "kind": kind, "metadata": {"name": name, "namespace": "on"}, "data": {"null": "x", "1e3": "x"},
     "spec": {"type": "ClusterIP", "ports": [{"port": 6379}]}}
    for kind in ("Service", "Secret", "ConfigMap") for name in ("yes", "0123", "a.b", "null")]})
run = subprocess.run([program, "inventory"], input=dump, capture_output=True, text=True)
inventory = json.loads(subprocess.run([program, "schema", "inventory"], capture_output=True, check=True).stdout)
# As a string: YAML 1.1 reads it as a time.
inventory["properties"]["taken"] = {}
for error in jsonschema.Draft202012Validator(inventory).iter_errors(yaml.load(run.stdout, yaml.BaseLoader) | {
        "complete": True, "services": []}):
    wrong.append(f"the inventory is not what its schema says: {error.message}")

# So are the answers of `units` and `diff`.
def git(directory, *words):
    subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@example.com", *words], cwd=directory, check=True)


with tempfile.TemporaryDirectory() as copy:
    tree = pathlib.Path(copy) / "tree"
    shutil.copytree(root / "fixtures/charts/agent-docs/in-parts", tree)
    git(tree, "init", "-q", ".")
    git(tree, "add", "-A")
    git(tree, "commit", "-qm", "all")
    values = tree / "charts/agent-docs/values.yaml"
    values.write_text(values.read_text().replace("port: 6379", "port: 26379").replace("enabled: true", "enabled: false"))
    for command in ("units", "diff"):
        run = subprocess.run([program, command, "--format", "json"], cwd=tree, capture_output=True, text=True, check=True)
        described = json.loads(subprocess.run([program, "schema", command], capture_output=True, check=True).stdout)
        answer = json.loads(run.stdout)
        if not answer[{"units": "units", "diff": "objects"}[command]]:
            wrong.append(f"`{command}` has nothing to say of a chart that changes")
        for error in jsonschema.Draft202012Validator(described).iter_errors(answer):
            wrong.append(f"what `{command}` prints is not what its schema says: {error.message}")

for line in wrong:
    print(f"schema-gate: {line}", file=sys.stderr)
print(f"schema-gate: {count} configurations, {len(known)} keys, {len(wrong)} differences")
sys.exit(1 if wrong else 0)
