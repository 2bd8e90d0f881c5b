// Answers for Flux: a job a line on standard input, an answer a line on standard output.
//
//	{"op":"envsubst","text":"…","vars":{…},"strict":false}       variables in a text
//	{"op":"build","root":"DIR","object":"…"}                      what a Kustomization (YAML) deploys of a tree
//	{"op":"values","root":"DIR","object":"…"}                     the values that a HelmRelease (YAML) gives
//
// ConfigMaps and Secrets that are referred to are those of the tree's YAML files.
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/fluxcd/pkg/apis/meta"
	"github.com/fluxcd/pkg/chartutil"
	"github.com/fluxcd/pkg/envsubst"
	"github.com/fluxcd/pkg/kustomize"
	"github.com/go-logr/logr"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/yaml"
)

type job struct {
	ID     any               `json:"id,omitempty"`
	Op     string            `json:"op"`
	Text   string            `json:"text"`
	Vars   map[string]string `json:"vars"`
	Strict bool              `json:"strict"`
	Root   string            `json:"root"`
	Object string            `json:"object"`
}

type answer struct {
	ID     any    `json:"id,omitempty"`
	OK     bool   `json:"ok"`
	Output string `json:"output"`
	Error  string `json:"error,omitempty"`
}

// The objects of a tree, as a cluster that has them all.
type cluster struct {
	client.Client
	objects []unstructured.Unstructured
}

func (c *cluster) Get(_ context.Context, key client.ObjectKey, into client.Object, _ ...client.GetOption) error {
	kind := "ConfigMap"
	if _, ok := into.(*corev1.Secret); ok {
		kind = "Secret"
	}
	for _, each := range c.objects {
		if each.GetKind() != kind || each.GetName() != key.Name || each.GetNamespace() != key.Namespace {
			continue
		}
		if err := runtime.DefaultUnstructuredConverter.FromUnstructured(each.Object, into); err != nil {
			return err
		}
		if secret, ok := into.(*corev1.Secret); ok {
			if secret.Data == nil {
				secret.Data = map[string][]byte{}
			}
			for name, value := range secret.StringData {
				secret.Data[name] = []byte(value)
			}
		}
		return nil
	}
	return apierrors.NewNotFound(schema.GroupResource{Resource: strings.ToLower(kind) + "s"}, key.Name)
}

func read(root string) (*cluster, error) {
	made := &cluster{}
	err := filepath.Walk(root, func(path string, info os.FileInfo, err error) error {
		if err != nil || info.IsDir() || (!strings.HasSuffix(path, ".yaml") && !strings.HasSuffix(path, ".yml")) {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		reader := utilyaml.NewYAMLReader(bufio.NewReader(bytes.NewReader(text)))
		for {
			document, err := reader.Read()
			if err == io.EOF {
				return nil
			}
			object := map[string]any{}
			if err != nil || yaml.Unmarshal(document, &object) != nil || object["kind"] == nil {
				continue
			}
			made.objects = append(made.objects, unstructured.Unstructured{Object: object})
		}
	})
	return made, err
}

func object(text string) (unstructured.Unstructured, error) {
	made := map[string]any{}
	err := yaml.Unmarshal([]byte(text), &made)
	return unstructured.Unstructured{Object: made}, err
}

func copyTree(from, to string) error {
	return filepath.Walk(from, func(path string, info os.FileInfo, err error) error {
		if err != nil {
			return err
		}
		rest, _ := filepath.Rel(from, path)
		if info.IsDir() {
			return os.MkdirAll(filepath.Join(to, rest), 0o755)
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, rest), text, 0o644)
	})
}

func build(j job) (string, error) {
	wanted, err := object(j.Object)
	if err != nil {
		return "", err
	}
	seen, err := read(j.Root)
	if err != nil {
		return "", err
	}
	root, err := os.MkdirTemp("", "flux")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(root)
	if err := copyTree(j.Root, root); err != nil {
		return "", err
	}
	path, _, _ := unstructured.NestedString(wanted.Object, "spec", "path")
	ignore, _, _ := unstructured.NestedString(wanted.Object, "spec", "ignore")
	directory := filepath.Join(root, path)
	if info, err := os.Stat(directory); err != nil || !info.IsDir() {
		return "", fmt.Errorf("no directory %s", path)
	}
	_ = ignore
	if _, err := kustomize.NewGenerator(root, wanted).WriteFile(directory); err != nil {
		return "", fmt.Errorf("%s", strings.ReplaceAll(err.Error(), root, ""))
	}
	made, err := kustomize.SecureBuild(root, directory, false)
	if err != nil {
		return "", fmt.Errorf("%s", strings.ReplaceAll(err.Error(), root, ""))
	}
	strategy, _, _ := unstructured.NestedString(wanted.Object, "spec", "postBuild", "substituteStrategy")
	_, has, _ := unstructured.NestedMap(wanted.Object, "spec", "postBuild")
	for _, each := range made.Resources() {
		if !has {
			break
		}
		filled, err := kustomize.SubstituteVariables(context.Background(), seen, wanted, each,
			kustomize.SubstituteWithStrict(j.Strict), kustomize.SubstituteWithAlways(strategy == "Always"))
		if err != nil {
			return "", fmt.Errorf("%s/%s: %w", each.GetKind(), each.GetName(), err)
		}
		if filled != nil {
			if _, err := made.Replace(filled); err != nil {
				return "", err
			}
		}
	}
	text, err := made.AsYaml()
	return string(text), err
}

func values(j job) (string, error) {
	wanted, err := object(j.Object)
	if err != nil {
		return "", err
	}
	seen, err := read(j.Root)
	if err != nil {
		return "", err
	}
	given, _, err := unstructured.NestedMap(wanted.Object, "spec", "values")
	if err != nil {
		return "", err
	}
	var refs []meta.ValuesReference
	from, _, err := unstructured.NestedSlice(wanted.Object, "spec", "valuesFrom")
	if err != nil {
		return "", err
	}
	for _, each := range from {
		var ref meta.ValuesReference
		text, _ := json.Marshal(each)
		if err := json.Unmarshal(text, &ref); err != nil {
			return "", err
		}
		refs = append(refs, ref)
	}
	made, err := chartutil.ChartValuesFromReferences(context.Background(), logr.Discard(), seen, wanted.GetNamespace(), given, refs...)
	if err != nil {
		return "", err
	}
	text, err := json.Marshal(made)
	return string(text), err
}

func answerTo(j job) (output string, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	switch j.Op {
	case "envsubst":
		return envsubst.Eval(j.Text, func(name string) (string, bool) {
			value, exists := j.Vars[name]
			return value, exists || !j.Strict
		})
	case "build":
		return build(j)
	case "values":
		return values(j)
	}
	return "", fmt.Errorf("no such op: %s", j.Op)
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(make([]byte, 1<<20), 64<<20)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	encoder := json.NewEncoder(out)
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
			made.Output, made.Error = "", err.Error()
		}
		encoder.Encode(made)
		out.Flush()
	}
}
