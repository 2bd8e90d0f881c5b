#include <algorithm>

#include "report/report.h"

namespace fairlead {
namespace {

constexpr Format all[] = {
    {"text", write_text, "for people: the lines in question, what is wrong with them, what to do"},
    {"concise", write_concise, "a line a finding, as compilers write them: editors, grep"},
    {"json", write_json, "for programs, all there is; `fairlead schema report` describes it"},
    {"jsonl", write_jsonl, "the same findings, a line each, and a last line with the summary"},
    {"sarif", write_sarif, "SARIF 2.1.0: GitHub code scanning, Azure DevOps, VS Code"},
    {"markdown", write_markdown, "a table for a GitHub job's summary or a comment, below 1 MiB"},
    {"github", write_github, "annotations in a GitHub Actions log; needs no permission"},
    {"gitlab", write_gitlab, "GitLab's Code Quality report: artifacts:reports:codequality"},
    {"junit", write_junit, "JUnit's XML: Jenkins, GitLab, Azure DevOps; findings are failed tests"},
    {"checkstyle", write_checkstyle, "Checkstyle's XML: Jenkins' warnings, reviewdog, editors"},
    {"rdjson", write_rdjson, "reviewdog -f=rdjson: comments on pull requests, with suggestions"}};

}  // namespace

std::span<const Format> formats() { return all; }

Writer find_writer(std::string_view format) {
  const auto place = std::ranges::find(all, format, &Format::name);
  return place == std::end(all) ? nullptr : place->write;
}

}  // namespace fairlead
