#!/usr/bin/env python3
"""The trees that are measured, made of the manifests in bench/objects. All of them are right, so that what is measured is
the reading and checking.

    bench/generate.py flat|overlays|hook|charts DIRECTORY [--objects 10000] [--directories 100] [--per-file 4]

An application is four objects: a Deployment that reads its ConfigMap and its Secret, a Service that selects it; its URLs
name Services of its own and of the next namespace.

flat: plain manifests of about 500 bytes; a directory is a namespace. `--objects 40 --directories 1` has ten files.
overlays: manifests of about 1,500 bytes as repositories of Argo CD and Flux have them. Of seven directories one is a base,
two are its overlays, which add objects and a patch, and four are plain, every other one with a kustomization.
hook: a kustomization of three small files in each directory, whatever `--objects` says.
charts: Helm charts that make the objects of overlays: a directory is a chart with four templates, which range over the
applications of its values.

The output is the same for the same arguments. What is in DIRECTORY goes first.
"""
import argparse
import pathlib
import shutil
import string

OBJECTS = pathlib.Path(__file__).resolve().parent / "objects"
APPLICATION = ("deployment", "service", "secret", "config-map")


def template(folder, name):
    return string.Template((OBJECTS / folder / f"{name}.yaml").read_text())


class Tree:
    def __init__(self, top):
        self.top, self.objects, self.bytes, self.directories = top, 0, 0, set()
        shutil.rmtree(top, ignore_errors=True)

    def write(self, path, text, objects=0):
        path = self.top / path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        self.directories.add(path.parent)
        self.objects += objects
        self.bytes += len(text)


def applications(templates, count, prefix, namespace, first, peer):
    """The objects of `count` applications as documents; `peer` makes the URL that the i-th one calls."""
    for i in range(count):
        facts = {"app": f"{prefix}-{i:03}", "neighbour": f"{prefix}-{(i + 1) % count:03}", "namespace": namespace,
                 "number": first + i, "peer_url": peer(i)}
        for each in templates:
            yield each.substitute(facts)


def flat(tree, options):
    templates = [template("small", name) for name in APPLICATION]
    each = options.objects // 4 // options.directories
    for directory in range(options.directories):
        after = (directory + 1) % options.directories
        documents = list(applications(
            templates, each, f"app-{directory:03}", f"team-{directory:03}", directory * each,
            lambda i: f"http://app-{after:03}-{i:03}.team-{after:03}.svc.cluster.local:80/jobs"))
        for at in range(0, len(documents), options.per_file):
            part = documents[at:at + options.per_file]
            tree.write(f"team-{directory:03}/objects-{at // options.per_file:03}.yaml", "---\n".join(part), len(part))


def kustomization(resources, *more):
    lines = ["apiVersion: kustomize.config.k8s.io/v1beta1", "kind: Kustomization", *more, "resources:"]
    return "\n".join(lines + [f"  - {each}" for each in resources]) + "\n"


def write_applications(tree, folder, prefix, namespace, first, count, peer=None):
    """`count` applications, one file an object; returns the names of the files."""
    peer = peer or (lambda i: f"http://{prefix}-{(i + 1) % count:03}:80/jobs")
    documents = applications([template("large", name) for name in APPLICATION], count, prefix, namespace, first, peer)
    names = [f"{prefix}-{i:03}-{kind}.yaml" for i in range(count) for kind in APPLICATION]
    for name, document in zip(names, documents):
        tree.write(f"{folder}/{name}", document, 1)
    return names


def overlays(tree, options):
    """Of 25 applications 5 are in the base, 2 in each overlay and 4 in each plain directory."""
    for group in range(options.objects // 100):
        shop, first = f"shop-{group:03}", group * 25
        names = write_applications(tree, f"apps/{shop}/base", shop, shop, first, 5)
        tree.write(f"apps/{shop}/base/kustomization.yaml", kustomization(names))
        for stage in ("staging", "production"):
            folder = f"apps/{shop}/overlays/{stage}"
            names = write_applications(tree, folder, f"extra-{group:03}", f"{shop}-{stage}", first + 5, 2)
            tree.write(f"{folder}/replicas.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: "
                       + shop + "-000}\nspec: {replicas: 3}\n")
            tree.write(f"{folder}/kustomization.yaml", kustomization(
                ["../../base", *names], f"namespace: {shop}-{stage}", "patches:", "  - path: replicas.yaml",
                "images:", f"  - {{name: registry.example.com/{shop}-000, newTag: 2.{group}.0}}"))
        for plain in range(4):
            name, after = f"team-{group * 4 + plain:03}", f"team-{(group * 4 + plain + 1) % (options.objects // 25):03}"
            names = write_applications(tree, f"clusters/{name}", name, name, first + 9 + plain * 4, 4,
                                       lambda i: f"http://{after}-{i:03}.{after}.svc.cluster.local:80/jobs")
            if plain % 2:
                tree.write(f"clusters/{name}/kustomization.yaml", kustomization(names))


def hook(tree, options):
    for number in range(options.directories):
        for name in ("kustomization", "deployment", "service", "settings"):
            text = template("hook", name).substitute(number=number)
            tree.write(f"apps/app-{number:04}/{name}.yaml", text, name != "kustomization")


def charts(tree, options):
    """The applications of the charts are as many as their objects by four ask for, spread evenly."""
    asked, given = options.objects // len(APPLICATION), 0
    facts = {name: "{{ $app.%s }}" % name for name in ("app", "number", "neighbour", "peer_url")}
    facts["namespace"] = "{{ $.Release.Namespace }}"
    for chart in range(options.directories):
        count = asked * (chart + 1) // options.directories - given
        folder, prefix = f"charts/team-{chart:03}", f"app-{chart:03}"
        tree.write(f"{folder}/Chart.yaml", f"apiVersion: v2\nname: team-{chart:03}\nversion: 1.{chart}.0\n")
        lines = ["applications:"]
        for i in range(count):
            neighbour = f"{prefix}-{(i + 1) % count:03}"
            lines += [f"  - app: {prefix}-{i:03}", f"    number: {given + i}", f"    neighbour: {neighbour}",
                      f"    peer_url: http://{neighbour}:80/jobs"]
        tree.write(f"{folder}/values.yaml", "\n".join(lines) + "\n")
        for name in APPLICATION:
            text = template("large", name).substitute(facts)
            tree.write(f"{folder}/templates/{name}.yaml",
                       "{{- range $app := .Values.applications }}\n---\n" + text + "{{- end }}\n", count)
        given += count


def generate(layout, directory, objects=10_000, directories=100, per_file=4):
    """Makes the tree; returns a sentence about it."""
    tree = Tree(pathlib.Path(directory))
    {"flat": flat, "overlays": overlays, "hook": hook, "charts": charts}[layout](
        tree, argparse.Namespace(objects=objects, directories=directories, per_file=per_file))
    return (f"{tree.objects:,} objects, {tree.bytes:,} bytes, {tree.bytes // tree.objects} an object, "
            f"{len(tree.directories)} directories")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("layout", choices=["flat", "overlays", "hook", "charts"])
    parser.add_argument("directory", type=pathlib.Path)
    parser.add_argument("--objects", type=int, default=10_000)
    parser.add_argument("--directories", type=int, default=100)
    parser.add_argument("--per-file", type=int, default=4, help="objects in one file")
    print(generate(**vars(parser.parse_args())))


if __name__ == "__main__":
    main()
