#include "lint/rule_page.h"

#include <fmt/format.h>

#include "base/files.h"
#include "base/text.h"
#include "lint/mark.h"

namespace fairlead {
namespace {

/// What a fenced block of a file is called; others are "text".
constexpr std::pair<std::string_view, std::string_view> languages[] = {
    {".yaml", "yaml"}, {".yml", "yaml"}, {".json", "json"}, {".env", "sh"}};

std::string_view language(std::string_view path) {
  for (const auto& [ending, name] : languages) {
    if (path.ends_with(ending)) return name;
  }
  return "text";
}

/// What a mark says to a reader of the page of `rule`.
std::string words(const RuleFile& rule, std::string_view marked, std::string_view text) {
  if (marked != rule.id) return fmt::format("{}{}{}", marked, text.empty() ? "" : ": ", text);
  return text.empty() ? "here" : std::string(text);
}

/// A file with its mark lines as comments that a person reads.
std::string readable(const RuleFile& rule, std::string_view text) {
  std::string out;
  for (const std::string_view line : split(text, '\n')) {
    const Result<std::optional<Mark>> mark = read_mark(line);
    if (!mark || !*mark) {
      out += line;
    } else if ((*mark)->carets) {
      const std::size_t end = line.rfind(" expect:", line.find((*mark)->rule));
      out += fmt::format("{} {}", line.substr(0, end), words(rule, (*mark)->rule, (*mark)->text));
    } else {
      out += fmt::format("{}# ^ {}", line.substr(0, line.find('#')),
                         words(rule, (*mark)->rule, (*mark)->text));
    }
    out += '\n';
  }
  while (out.ends_with("\n\n")) out.pop_back();
  return out;
}

/// The files of one side of an example, each in its block.
Result<std::string> blocks(const RuleFile& rule, const ExampleFiles& files) {
  const Result<MarkedFiles> marked = strip_marks(files);
  if (!marked) {
    return usage_error(fmt::format("{}.yaml: example {}", rule.id, marked.error().message));
  }
  std::string out;
  for (const auto& [path, text] : files) {
    if (base_name(path) == "expect.yaml") continue;
    const std::string_view fence = contains(text, "```") ? "````" : "```";
    out += fmt::format("`{}`\n\n{}{}\n{}{}\n\n", path, fence, language(path), readable(rule, text),
                       fence);
    if (marked->files.at(path) != text) continue;  // its marks stand in it
    for (const Expectation& expected : marked->expectations) {
      if (expected.path != path) continue;
      out += fmt::format("Line {}, column {}: {}\n\n", expected.line, expected.begin,
                         words(rule, expected.rule, expected.text));
    }
  }
  return out;
}

Result<std::string> example_part(const RuleFile& rule, const RuleExample& example) {
  std::string out = fmt::format("### {}\n\n", example.title);
  if (!example.dns.empty()) out += "DNS answers, and knows no other name:\n\n";
  for (const auto& [name, answer] : example.dns) out += fmt::format("- `{}`: {}\n", name, answer);
  if (!example.dns.empty()) out += "\n";
  for (const auto& [heading, files] :
       {std::pair("Found:", &example.bad), {"Fine:", &example.good}}) {
    if (files->empty()) continue;
    const Result<std::string> shown = blocks(rule, *files);
    if (!shown) return shown;
    out += fmt::format("{}\n\n{}", heading, *shown);
  }
  return out;
}

std::string facts(const RuleFile& rule) {
  std::string out = fmt::format("**{}.**\n\n", rule.title);
  out += fmt::format("Severity `{}`, confidence `{}`, since {}", severity_name(rule.severity),
                     confidence_name(rule.confidence), rule.since);
  if (!rule.tags.empty()) out += fmt::format("; tags: {}", joined(rule.tags, ", "));
  if (!rule.aliases.empty()) out += fmt::format("; formerly {}", joined(rule.aliases, ", "));
  return out + ".\n\n";
}

std::string options_part(const RuleFile& rule) {
  if (rule.options.empty()) return {};
  std::string out = "## Options\n\nUnder `options` in fairlead.yaml, by the rule's id:\n\n";
  for (const RuleFileOption& option : rule.options) {
    out += fmt::format("- `{}`", option.name);
    out += option.is_list ? std::string(" (a list, empty by default)")
                          : fmt::format(" ({} to {}, {} by default)", option.minimum,
                                        option.maximum, option.standard);
    out += fmt::format(": {}\n", option.description);
  }
  return out + "\n";
}

/// The way out where a finding is right and meant: for findings that a comment can stand beside.
std::string exceptions_part(const RuleFile& rule) {
  if (rule.id.starts_with("suppression/")) return {};
  return fmt::format(
      "## Where it is meant so\n\nSay why at the place, behind the line or alone above it: "
      "`# fairlead: ignore[{0}] REASON`. For whole directories use `overrides` in fairlead.yaml, "
      "for "
      "all of it `severities: {{{0}: off}}`; `note` keeps it in view and lets the run pass.\n\n",
      rule.id);
}

}  // namespace

Result<std::string> rule_page(const RuleFile& rule) {
  std::string out = fmt::format("# {}\n\n{}", rule.id, facts(rule));
  out += fmt::format("## Why\n\n{}\n\n## How to fix\n\n{}\n\n", rule.why, rule.how_to_fix);
  out += exceptions_part(rule);
  out += options_part(rule);
  if (!rule.examples.empty()) out += "## Examples\n\n";
  for (const RuleExample& example : rule.examples) {
    const Result<std::string> part = example_part(rule, example);
    if (!part) return part;
    out += *part;
  }
  if (!rule.references.empty()) out += "## References\n\n";
  for (const std::string& reference : rule.references) out += fmt::format("- {}\n", reference);
  if (!rule.references.empty()) out += "\n";
  out +=
      fmt::format("---\n\nMade from `rules/{}.yaml`, whose examples are run as tests.\n", rule.id);
  return out;
}

}  // namespace fairlead
