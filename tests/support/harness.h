#pragma once
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lint/mark.h"
#include "run/run.h"

namespace fairlead::testing {

using FileMap = std::map<std::string, std::string>;

/// All regular files below a directory of the repository, by their paths relative to it.
FileMap read_directory(const std::string& directory);
/// The directories `<below>/*/…/*` that are `depth` levels down, sorted.
std::vector<std::string> directories(const std::string& below, int depth);
/// Every fixture that is a repository of its own: fixtures/incidents/<name>/<state> and
/// fixtures/<family>/<rule>/<case>. Hostile input has its own test.
std::vector<std::string> fixture_directories();
/// A name that GoogleTest takes: all but letters and digits become '_'.
std::string test_name(std::string_view text);

/// What a run found, "path bytes"; or why it did not run.
std::vector<std::string> found_places(const Result<RunResult>& result, std::string_view rules = "");
/// What a run found, in the words of an expectation (`text` is the whole message).
std::vector<Expectation> observed(const RunResult& run);
/// Every expectation that nothing meets and every finding that nothing expects, a line each; "" for
/// none.
std::string difference(const std::vector<Expectation>& expected,
                       const std::vector<Expectation>& found);

/// Lints files in memory, with what DNS answers to them.
Result<RunResult> lint(const MarkedFiles& marked);
/// Whether linting the files yields exactly what their marks state.
::testing::AssertionResult as_marked(const MarkedFiles& marked);
::testing::AssertionResult as_marked(const FileMap& files);

/// The same files in another form, which must yield the same findings at the shifted places.
MarkedFiles with_multibyte_line(MarkedFiles marked);
MarkedFiles with_crlf(MarkedFiles marked);
/// Through an overlay that changes nothing; nothing unless all files are plain manifests of one
/// directory.
std::optional<MarkedFiles> in_overlay(const MarkedFiles& marked);
/// As templates of a chart, in which nothing is a value; with `as_values` everything that a mark is
/// about is one, where a plain scalar holds it. Nothing unless all files but a fairlead.yaml are
/// plain manifests of one directory, without anything that a template would read.
std::optional<MarkedFiles> in_chart(const MarkedFiles& marked, bool as_values);
/// Every line a comment, so that nothing is found; nothing where a format has no comments.
std::optional<MarkedFiles> commented_out(const MarkedFiles& marked);
/// Every finding ignored by a comment above its line, so that nothing is found; nothing where a
/// marked file has no comments.
std::optional<MarkedFiles> suppressed(const MarkedFiles& marked);

}  // namespace fairlead::testing
