#!/usr/bin/env python3
"""The tree that "10,000 objects" means: applications of four objects each (Deployment, Service, Secret,
ConfigMap; about 500 bytes an object) in directories that are a namespace each. Every Deployment reads its
ConfigMap and its Secret, its Service selects it, and its URLs name Services of its own and of the
next namespace. All of it is right, so that what is measured is the reading and checking.

    bench/generate.py DIRECTORY [--objects 10000] [--directories 100] [--per-file 4]

The output is the same for the same arguments. `--objects 40 --directories 1` is a ten-file directory.
"""
import argparse
import pathlib

DEPLOYMENT = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {app}
  namespace: {namespace}
  labels: {{app.kubernetes.io/name: {app}}}
spec:
  replicas: 2
  selector:
    matchLabels:
      app.kubernetes.io/name: {app}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: {app}
    spec:
      containers:
        - name: worker
          image: registry.example.com/{app}:1.{number}.0
          ports:
            - {{name: http, containerPort: 8080}}
          envFrom:
            - configMapRef: {{name: {app}-config}}
          env:
            - name: REDIS_URL
              valueFrom:
                secretKeyRef: {{name: {app}-secret, key: redis-url}}
            - name: PEER_URL
              value: http://{peer}.{peer_namespace}.svc.cluster.local:80/jobs
"""

SERVICE = """\
apiVersion: v1
kind: Service
metadata:
  name: {app}
  namespace: {namespace}
  labels:
    app.kubernetes.io/name: {app}
    app.kubernetes.io/part-of: {namespace}
spec:
  type: ClusterIP
  selector:
    app.kubernetes.io/name: {app}
  ports:
    - name: http
      port: 80
      targetPort: http
      protocol: TCP
    - name: redis
      port: 6379
      targetPort: 6379
      protocol: TCP
"""

SECRET = """\
apiVersion: v1
kind: Secret
metadata:
  name: {app}-secret
  namespace: {namespace}
  labels:
    app.kubernetes.io/name: {app}
    app.kubernetes.io/part-of: {namespace}
type: Opaque
stringData:
  redis-url: redis://{neighbour}.{namespace}.svc.cluster.local:6379/0
  region: "eu-central-{number}"
"""

CONFIG_MAP = """\
apiVersion: v1
kind: ConfigMap
metadata:
  name: {app}-config
  namespace: {namespace}
  labels:
    app.kubernetes.io/name: {app}
    app.kubernetes.io/part-of: {namespace}
data:
  LOG_LEVEL: info
  QUEUE_NAME: {app}:jobs
  CONCURRENCY: "{number}"
  API_URL: http://{neighbour}:80/v1
  redis.conf: |
    maxmemory 256mb
    maxmemory-policy noeviction
    appendonly yes
"""


def application(number, of_directory, applications, directories, directory):
    """The four objects of one application as YAML documents."""
    name = lambda d, i: f"app-{d:03}-{i:03}"
    facts = {
        "app": name(directory, of_directory),
        "namespace": f"team-{directory:03}",
        "neighbour": name(directory, (of_directory + 1) % applications),
        "peer": name((directory + 1) % directories, of_directory),
        "peer_namespace": f"team-{(directory + 1) % directories:03}",
        "number": number,
    }
    return [text.format(**facts) for text in (DEPLOYMENT, SERVICE, SECRET, CONFIG_MAP)]


def main():
    parser = argparse.ArgumentParser(description="makes a tree of manifests to measure with")
    parser.add_argument("directory", type=pathlib.Path)
    parser.add_argument("--objects", type=int, default=10_000)
    parser.add_argument("--directories", type=int, default=100)
    parser.add_argument("--per-file", type=int, default=4, help="objects in one file")
    arguments = parser.parse_args()

    applications = arguments.objects // 4 // arguments.directories
    total = 0
    for directory in range(arguments.directories):
        folder = arguments.directory / f"team-{directory:03}"
        folder.mkdir(parents=True, exist_ok=True)
        documents = [
            document
            for i in range(applications)
            for document in application(
                directory * applications + i, i, applications, arguments.directories, directory)
        ]
        for at in range(0, len(documents), arguments.per_file):
            text = "---\n".join(documents[at:at + arguments.per_file])
            (folder / f"objects-{at // arguments.per_file:03}.yaml").write_text(text)
            total += len(text)
    objects = applications * 4 * arguments.directories
    print(f"{objects} objects, {total} bytes, {total // objects} bytes an object")


if __name__ == "__main__":
    main()
