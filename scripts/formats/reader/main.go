// Reads a report with reviewdog's own parser and prints its diagnostics as JSON.
//
//	reader rdjson|checkstyle|sarif <report
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/reviewdog/reviewdog/parser"
	"github.com/reviewdog/reviewdog/proto/rdf"
)

type diagnostic struct {
	Path        string `json:"path"`
	Line        int32  `json:"line"`
	Column      int32  `json:"column"`
	EndLine     int32  `json:"endLine"`
	EndColumn   int32  `json:"endColumn"`
	Severity    string `json:"severity"`
	Code        string `json:"code"`
	Message     string `json:"message"`
	Suggestions int    `json:"suggestions"`
	Related     int    `json:"related"`
}

func main() {
	formats := map[string]parser.Parser{
		"rdjson":     parser.NewRDJSONParser(),
		"checkstyle": parser.NewCheckStyleParser(),
		"sarif":      parser.NewSarifParser(),
	}
	if len(os.Args) != 2 || formats[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "reader: rdjson, checkstyle or sarif?")
		os.Exit(2)
	}
	found, err := formats[os.Args[1]].Parse(os.Stdin)
	if err != nil {
		fmt.Fprintln(os.Stderr, "reader:", err)
		os.Exit(1)
	}
	all := []diagnostic{}
	for _, each := range found {
		all = append(all, of(each))
	}
	if err := json.NewEncoder(os.Stdout).Encode(all); err != nil {
		fmt.Fprintln(os.Stderr, "reader:", err)
		os.Exit(1)
	}
}

func of(each *rdf.Diagnostic) diagnostic {
	at := each.GetLocation().GetRange()
	return diagnostic{
		Path:        each.GetLocation().GetPath(),
		Line:        at.GetStart().GetLine(),
		Column:      at.GetStart().GetColumn(),
		EndLine:     at.GetEnd().GetLine(),
		EndColumn:   at.GetEnd().GetColumn(),
		Severity:    each.GetSeverity().String(),
		Code:        each.GetCode().GetValue(),
		Message:     each.GetMessage(),
		Suggestions: len(each.GetSuggestions()),
		Related:     len(each.GetRelatedLocations()),
	}
}
