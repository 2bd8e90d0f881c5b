// Answers for Argo CD: a job a line on standard input, an answer a line on standard output.
//
//	{"op":"set","root":"DIR","object":"…"}      the Applications that an ApplicationSet (YAML) makes of a tree
//	{"op":"sources","root":"DIR","object":"…"}  of each source of an Application (YAML) what it is, and its objects or
//	                                            the command lines that helm and kustomize are called with
//	{"op":"replace","text":"…","params":{…},"go":true,"options":[…]}  a template's text
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strings"

	"github.com/sirupsen/logrus"
	"k8s.io/apimachinery/pkg/api/resource"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/yaml"

	"github.com/argoproj/argo-cd/v3/applicationset/controllers/template"
	"github.com/argoproj/argo-cd/v3/applicationset/generators"
	"github.com/argoproj/argo-cd/v3/applicationset/utils"
	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	"github.com/argoproj/argo-cd/v3/reposerver/apiclient"
	"github.com/argoproj/argo-cd/v3/reposerver/repository"
	"github.com/argoproj/argo-cd/v3/util/git"
	utilio "github.com/argoproj/argo-cd/v3/util/io"
)

type job struct {
	ID      any            `json:"id,omitempty"`
	Op      string         `json:"op"`
	Root    string         `json:"root"`
	Object  string         `json:"object"`
	Text    string         `json:"text"`
	Params  map[string]any `json:"params"`
	Go      bool           `json:"go"`
	Options []string       `json:"options"`
}

type answer struct {
	ID     any    `json:"id,omitempty"`
	OK     bool   `json:"ok"`
	Output any    `json:"output"`
	Error  string `json:"error,omitempty"`
}

// A tree as the repository server shows it, whatever URL is asked for.
type tree struct{ root string }

func (t tree) GetFiles(_ context.Context, _, _, _, pattern string, _, _ bool) (map[string][]byte, error) {
	if pattern == "" {
		pattern = "."
	}
	command := exec.Command("git", "ls-files", "--full-name", "-z", "--", pattern)
	command.Dir = t.root
	listed, err := command.Output()
	if err != nil {
		return nil, err
	}
	made := map[string][]byte{}
	for _, path := range strings.Split(string(listed), "\x00") {
		if path == "" {
			continue
		}
		text, err := os.ReadFile(filepath.Join(t.root, path))
		if err != nil {
			return nil, err
		}
		made[path] = text
	}
	return made, nil
}

func (t tree) GetDirectories(context.Context, string, string, string, bool, bool) ([]string, error) {
	var made []string
	err := filepath.WalkDir(t.root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() {
			return err
		}
		if strings.HasPrefix(entry.Name(), ".") {
			return filepath.SkipDir
		}
		if rest, _ := filepath.Rel(t.root, path); rest != "." {
			made = append(made, rest)
		}
		return nil
	})
	return made, err
}

// Every project is there.
type cluster struct{ client.Client }

func (cluster) Get(context.Context, client.ObjectKey, client.Object, ...client.GetOption) error {
	return nil
}

func copied(from string) (string, error) {
	to, err := os.MkdirTemp("", "argo")
	if err != nil {
		return "", err
	}
	for _, words := range [][]string{{"cp", "-a", from + "/.", to}, {"git", "-C", to, "init", "-q"},
		{"git", "-C", to, "add", "-A", "-f"}} {
		if said, err := exec.Command(words[0], words[1:]...).CombinedOutput(); err != nil {
			return to, fmt.Errorf("%v: %s", words, said)
		}
	}
	return to, nil
}

func set(j job) (any, error) {
	var wanted v1alpha1.ApplicationSet
	if err := yaml.Unmarshal([]byte(j.Object), &wanted); err != nil {
		return nil, err
	}
	root, err := copied(j.Root)
	defer os.RemoveAll(root)
	if err != nil {
		return nil, err
	}
	repository, all := tree{root}, cluster{}
	ends := map[string]generators.Generator{
		"List": generators.NewListGenerator(), "Git": generators.NewGitGenerator(repository, "argocd"),
	}
	with := func(below map[string]generators.Generator) map[string]generators.Generator {
		made := map[string]generators.Generator{
			"Matrix": generators.NewMatrixGenerator(below), "Merge": generators.NewMergeGenerator(below),
		}
		for name, each := range ends {
			made[name] = each
		}
		return made
	}
	if err := utils.CheckInvalidGenerators(&wanted); err != nil {
		return nil, err
	}
	made, _, err := template.GenerateApplications(logrus.NewEntry(logrus.StandardLogger()), wanted, with(with(ends)), &utils.Render{}, all)
	if err != nil {
		return nil, err
	}
	output := []any{}
	for _, each := range made {
		text, _ := json.Marshal(each)
		var object map[string]any
		json.Unmarshal(text, &object)
		delete(object, "status")
		delete(object["metadata"].(map[string]any), "creationTimestamp")
		output = append(output, object)
	}
	// A merge generator's come in any order.
	sort.SliceStable(output, func(a, b int) bool { return nameOf(output[a]) < nameOf(output[b]) })
	return output, nil
}

func nameOf(object any) string {
	text, _ := json.Marshal(object.(map[string]any)["metadata"])
	return string(text)
}

const recorder = `#!/usr/bin/env python3
import json, os, sys
words, files = sys.argv[1:], []
if words[:1] == ["version"]:
    print("v3.18.0"); sys.exit()
for i, word in enumerate(words):
    if word == "--values":
        try: files.append(open(words[i + 1]).read())
        except OSError: files.append(None)
with open(os.environ["RECORD"], "a") as out:
    out.write(json.dumps({"program": os.path.basename(sys.argv[0]), "words": words, "values": files}) + "\n")
`

func sources(j job) (any, error) {
	var wanted v1alpha1.Application
	if err := yaml.Unmarshal([]byte(j.Object), &wanted); err != nil {
		return nil, err
	}
	root, err := copied(j.Root)
	defer os.RemoveAll(root)
	if err != nil {
		return nil, err
	}
	tools, err := os.MkdirTemp("", "tools")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(tools)
	record := filepath.Join(tools, "record")
	for _, name := range []string{"helm", "kustomize"} {
		if err := os.WriteFile(filepath.Join(tools, name), []byte(recorder), 0o755); err != nil {
			return nil, err
		}
	}
	old := os.Getenv("PATH")
	os.Setenv("PATH", tools+":"+old)
	os.Setenv("RECORD", record)
	defer os.Setenv("PATH", old)
	paths := utilio.NewRandomizedTempPaths(tools)
	refs := map[string]*v1alpha1.RefTarget{}
	for _, each := range wanted.Spec.GetSources() {
		paths.Add(git.NormalizeGitURL(each.RepoURL), root)
		if each.Ref != "" {
			refs["$"+each.Ref] = &v1alpha1.RefTarget{Repo: v1alpha1.Repository{Repo: each.RepoURL}, TargetRevision: each.TargetRevision, Chart: each.Chart}
		}
	}
	output := []any{}
	for _, each := range wanted.Spec.GetSources() {
		made := map[string]any{}
		output = append(output, made)
		if each.Chart != "" || (each.Path == "" && each.Ref != "") {
			made["type"] = "none"
			continue
		}
		os.Remove(record)
		request := &apiclient.ManifestRequest{
			Repo: &v1alpha1.Repository{Repo: each.RepoURL}, AppName: wanted.Name, Namespace: wanted.Spec.Destination.Namespace,
			ProjectName: wanted.Spec.Project, ApplicationSource: each.DeepCopy(), KubeVersion: "v1.33.0", RefSources: refs,
			HasMultipleSources: len(wanted.Spec.Sources) > 0,
		}
		answered, err := repository.GenerateManifests(context.Background(), filepath.Join(root, each.Path), root, "0123456789abcdef", request, true,
			&git.NoopCredsStore{}, resource.MustParse("100M"), paths)
		if err != nil {
			made["error"] = strings.ReplaceAll(err.Error(), root, "")
			continue
		}
		made["type"] = answered.SourceType
		objects := []any{}
		for _, text := range answered.Manifests {
			var object any
			json.Unmarshal([]byte(text), &object)
			objects = append(objects, object)
		}
		if len(objects) > 0 {
			made["objects"] = objects
		}
		calls := []any{}
		text, _ := os.ReadFile(record)
		for _, line := range strings.Split(string(text), "\n") {
			var call any
			if json.Unmarshal([]byte(strings.ReplaceAll(line, root, "")), &call) == nil {
				calls = append(calls, call)
			}
		}
		if len(calls) > 0 {
			made["calls"] = calls
		}
	}
	return output, nil
}

func answerTo(j job) (output any, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	switch j.Op {
	case "set":
		return set(j)
	case "sources":
		return sources(j)
	case "replace":
		render := utils.Render{}
		return render.Replace(j.Text, j.Params, j.Go, j.Options)
	}
	return nil, fmt.Errorf("no such op: %s", j.Op)
}

func main() {
	logrus.SetLevel(logrus.FatalLevel)
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(make([]byte, 1<<20), 64<<20)
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetEscapeHTML(false)
	for lines.Scan() {
		var j job
		if err := json.Unmarshal(lines.Bytes(), &j); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
		output, err := answerTo(j)
		made := answer{ID: j.ID, OK: err == nil, Output: output}
		if err != nil {
			made.Output, made.Error = nil, err.Error()
		}
		encoder.Encode(made)
	}
}
