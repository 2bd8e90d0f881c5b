// Builds kustomizations with kustomize's own library: a job a line on standard input, an answer a line on standard output.
//
//	{"id":1,"dir":"DIR"}                        on disk
//	{"id":1,"files":{"PATH":"…"},"target":"DIR"}   in memory
//
// The answer has `ok`, `output`, `objects` (as JSON, in the same order), `reads` (of a job on disk: the texts of all files
// that were read) and `cpu_ms`; or `error`. With `anyPath` files may lie anywhere, as Flux has it; with `helm`, a program,
// charts are rendered, of a job on disk. Nothing is fetched.
package main

import (
	"bufio"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"syscall"

	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/kustomize/kyaml/filesys"
	"sigs.k8s.io/kustomize/kyaml/openapi"
)

type job struct {
	ID      any               `json:"id"`
	Dir     string            `json:"dir"`
	Files   map[string]string `json:"files"`
	Target  string            `json:"target"`
	AnyPath bool              `json:"anyPath"`
	Helm    string            `json:"helm"`
	Quiet   bool              `json:"quiet"` // answer with the time alone
}

type answer struct {
	ID      any               `json:"id"`
	OK      bool              `json:"ok"`
	Output  string            `json:"output,omitempty"`
	Objects []json.RawMessage `json:"objects,omitempty"`
	Reads   map[string]string `json:"reads,omitempty"`
	Error   string            `json:"error,omitempty"`
	CPU     float64           `json:"cpu_ms"`
}

// A disk that knows what was read of it.
type readDisk struct {
	filesys.FileSystem
	reads map[string]string
}

func (disk readDisk) ReadFile(path string) ([]byte, error) {
	text, err := disk.FileSystem.ReadFile(path)
	if err == nil {
		disk.reads[path] = string(text)
	}
	return text, err
}

func cpu() float64 {
	var used syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &used)
	return float64(used.Utime.Nano()+used.Stime.Nano()) / 1e6
}

func build(j job) answer {
	made := answer{ID: j.ID, Reads: map[string]string{}}
	options := krusty.MakeDefaultOptions()
	options.Reorder = krusty.ReorderOptionUnspecified // as the command line has it
	if j.AnyPath {
		options.LoadRestrictions = types.LoadRestrictionsNone
	}
	if j.Helm != "" {
		options.PluginConfig.HelmConfig.Enabled = true
		options.PluginConfig.HelmConfig.Command = j.Helm
	}
	var disk filesys.FileSystem = readDisk{filesys.MakeFsOnDisk(), made.Reads}
	root := j.Dir
	if j.Files != nil {
		disk, root = filesys.MakeFsInMemory(), "/"+j.Target
		for path, text := range j.Files {
			disk.MkdirAll(filepath.Dir("/" + path))
			disk.WriteFile("/"+path, []byte(text))
		}
	}
	before := cpu()
	if !j.Quiet {
		openapi.ResetOpenAPI() // the library keeps a job's own schema for the next
	}
	objects, err := krusty.MakeKustomizer(options).Run(disk, root)
	var text []byte
	if err == nil {
		text, err = objects.AsYaml()
	}
	made.CPU = cpu() - before
	if err != nil {
		made.Error = err.Error()
		return made
	}
	made.OK = true
	if j.Quiet {
		made.Reads = nil
		return made
	}
	made.Output = string(text)
	for _, each := range objects.Resources() {
		object, err := each.MarshalJSON()
		if err != nil {
			return answer{ID: j.ID, Error: err.Error()}
		}
		made.Objects = append(made.Objects, object)
	}
	return made
}

func main() {
	os.Setenv("PATH", "") // no git, and nothing is fetched
	for _, name := range []string{"HTTP_PROXY", "HTTPS_PROXY"} {
		os.Setenv(name, "http://127.0.0.1:1")
	}
	in, out := bufio.NewReader(os.Stdin), json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	for {
		line, err := in.ReadBytes('\n')
		if len(line) > 0 {
			var j job
			if err := json.Unmarshal(line, &j); err != nil {
				out.Encode(answer{Error: err.Error()})
			} else {
				out.Encode(build(j))
			}
		}
		if err == io.EOF {
			return
		}
	}
}
