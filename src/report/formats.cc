#include <algorithm>

#include "report/report.h"

namespace fairlead {
namespace {

constexpr Format all[] = {
    {"text", write_text, "for people: the lines in question, what is wrong with them, what to do",
     Tells::groups},
    {"concise", write_concise, "a line a finding, as compilers write them: editors, grep",
     Tells::nothing},
    {"json", write_json, "for programs, all there is; `fairlead schema report` describes it",
     Tells::each},
    {"jsonl", write_jsonl, "the same findings, a line each, and a last line with the summary",
     Tells::groups},
    {"sarif", write_sarif, "SARIF 2.1.0: GitHub code scanning, Azure DevOps, VS Code",
     Tells::groups},
    {"markdown", write_markdown, "a table for a GitHub job's summary or a comment, below 1 MiB",
     Tells::groups},
    {"github", write_github, "annotations in a GitHub Actions log; needs no permission",
     Tells::groups},
    {"gitlab", write_gitlab, "GitLab's Code Quality report: artifacts:reports:codequality",
     Tells::nothing},
    {"junit", write_junit, "JUnit's XML: Jenkins, GitLab, Azure DevOps; findings are failed tests",
     Tells::groups},
    {"checkstyle", write_checkstyle, "Checkstyle's XML: Jenkins' warnings, reviewdog, editors",
     Tells::nothing},
    {"rdjson", write_rdjson, "reviewdog -f=rdjson: comments on pull requests, with suggestions",
     Tells::nothing}};

}  // namespace

std::span<const Format> formats() { return all; }

const Format* find_format(std::string_view name) {
  const auto place = std::ranges::find(all, name, &Format::name);
  return place == std::end(all) ? nullptr : place;
}

}  // namespace fairlead
