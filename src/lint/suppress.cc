#include "lint/suppress.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "base/text.h"
#include "lint/rule.h"

namespace fairlead {
namespace {

constexpr std::string_view call = "fairlead:";
constexpr std::string_view blanks = " \t\r";
constexpr std::string_view form = "write `# fairlead: ignore[family/rule] reason`";

/// Blank, or all of it a comment.
bool says_nothing(std::string_view line) {
  line = trimmed(line);
  return line.empty() || line[0] == '#' ||
         (line.starts_with("{{") && line.ends_with("}}") &&
          (line.starts_with("{{/*") || line.starts_with("{{- /*")));
}

/// Whether a scalar that is no block holds `offset`: there a `#` begins no comment.
bool in_flow_scalar(const Node* node, std::uint32_t offset) {
  while (node) {
    if (node->is_scalar()) return node->style() != Style::literal && node->style() != Style::folded;
    const Node* inner = nullptr;
    const auto holds = [&](const Node* child) {
      return child->span().begin < offset && offset < child->span().end;
    };
    for (const Node* item : node->items()) {
      if (holds(item)) inner = item;
    }
    for (const Entry& entry : node->entries()) {
      if (holds(entry.key)) inner = entry.key;
      if (holds(entry.value)) inner = entry.value;
    }
    node = inner;
  }
  return false;
}

Finding fault_finding(Span at, std::string message) {
  Finding finding;
  finding.rule = find_rule("suppression/invalid");
  finding.severity = finding.rule->severity;
  finding.confidence = finding.rule->confidence;
  finding.at = at;
  finding.message = std::move(message);
  finding.help = form;
  return finding;
}

/// The rule of an id; what is wrong with the id is said otherwise.
const RuleInfo* rule_named(std::string_view id, Span at, Ignores& ignores) {
  if (id.empty() || id == "*" || id == "all") {
    ignores.faults.push_back(
        fault_finding(at, "an ignore that names no rule would hide whatever comes later"));
    return nullptr;
  }
  if (const RuleInfo* rule = find_rule(id)) return rule;
  std::vector<std::string_view> ids;
  for (const RuleInfo& rule : catalog()) ids.push_back(rule.id);
  const std::string_view near = nearest(id, ids);
  ignores.faults.push_back(fault_finding(
      at, fmt::format("there is no rule `{}`, so nothing is ignored{}", id,
                      near.empty() ? std::string() : fmt::format("; did you mean `{}`?", near))));
  return nullptr;
}

class CommentReader {
 public:
  CommentReader(const File& file, const SourceMap& sources, Ignores& ignores)
      : file_(file), text_(sources.text(file.source)), ignores_(ignores) {}

  void read() {
    for (std::size_t at = text_.find(call); at != std::string_view::npos;
         at = text_.find(call, at + call.size())) {
      read_comment(at);
    }
  }

 private:
  Span span(std::size_t begin, std::size_t end) const {
    return {file_.source, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }

  std::size_t line_begin(std::size_t at) const {
    const auto before = at == 0 ? std::string_view::npos : text_.rfind('\n', at - 1);
    return before == std::string_view::npos ? 0 : before + 1;
  }
  std::size_t line_end(std::size_t at) const {
    return std::min(text_.find('\n', at), text_.size());
  }

  /// Where the comment begins whose first words are at `at`; nothing where that is no comment.
  std::optional<std::size_t> comment_begin(std::size_t at) const {
    const std::size_t line = line_begin(at);
    std::string_view before = text_.substr(line, at - line);
    const auto last = before.find_last_not_of(blanks);
    if (last == std::string_view::npos) return std::nullopt;
    before = before.substr(0, last + 1);
    for (const std::string_view open : {"{{/*", "{{- /*"}) {
      if (before.ends_with(open)) return line + before.size() - open.size();
    }
    if (!before.ends_with('#')) return std::nullopt;
    const std::size_t mark = before.find_last_not_of('#') + 1;  // npos + 1 is 0
    const std::string_view words = trimmed(before.substr(0, mark));
    if (words.empty()) return line + mark;
    if (words.starts_with('#')) return std::nullopt;  // a comment that is commented out itself
    // Servers' configuration files know no comments behind a line's words.
    const bool behind = file_.format == FileFormat::yaml || file_.format == FileFormat::env_file;
    if (!behind || !contains(blanks, before.substr(mark - 1, 1))) return std::nullopt;
    for (const Document& document : file_.tree.documents) {
      if (in_flow_scalar(document.root, static_cast<std::uint32_t>(line + mark)))
        return std::nullopt;
    }
    return line + mark;
  }

  void read_comment(std::size_t at) {
    const auto begin = comment_begin(at);
    if (!begin) return;
    const std::size_t end = line_end(at);
    std::string_view body = text_.substr(at + call.size(), end - at - call.size());
    body.remove_prefix(std::min(body.find_first_not_of(blanks), body.size()));
    const std::size_t word_at = static_cast<std::size_t>(body.data() - text_.data());
    const std::string_view word = body.substr(0, body.find_first_of("[ \t\r:,."));
    const std::string_view rest = body.substr(word.size());
    if (word != "ignore") {
      if (rest.starts_with('['))
        fault(span(word_at, word_at + word.size()),
              fmt::format("`{}` is nothing that a comment can ask of fairlead", word));
      return;
    }
    const auto close = rest.find(']');
    if (!rest.starts_with('[') || close == std::string_view::npos) {
      return fault(span(word_at, word_at + word.size()),
                   "an ignore that names no rule would hide whatever comes later");
    }
    read_rules(rest.substr(1, close - 1), span(*begin, end));
  }

  void read_rules(std::string_view list, Span comment) {
    const std::size_t list_at = static_cast<std::size_t>(list.data() - text_.data());
    const std::vector<std::string_view> words = split(list, ',');
    const Span covers = covered(comment);
    for (const std::string_view part : words) {
      const std::string_view id = trimmed(part);
      const std::size_t id_at =
          id.empty() ? list_at : static_cast<std::size_t>(id.data() - text_.data());
      const Span at = span(id_at, id_at + id.size());
      if (const RuleInfo* rule = rule_named(id, at, ignores_))
        ignores_.asked.push_back({rule, at, covers, words.size() == 1 ? comment : Span{}});
    }
  }

  /// The line of a comment that stands behind something, else the next one that says something,
  /// with all that is nested below it.
  Span covered(Span comment) const {
    const std::size_t begin = line_begin(comment.begin);
    if (!says_nothing(text_.substr(begin, comment.begin - begin))) return span(begin, comment.end);
    for (std::size_t line = line_end(comment.end) + 1; line < text_.size();) {
      const std::size_t end = line_end(line);
      if (!says_nothing(text_.substr(line, end - line))) return span(line, nested_end(line, end));
      line = end + 1;
    }
    return span(text_.size(), text_.size());
  }

  /// The end of the lines from `line` that are indented deeper than it; only YAML nests.
  std::size_t nested_end(std::size_t line, std::size_t end) const {
    if (file_.format != FileFormat::yaml) return end;
    const auto depth = [&](std::size_t at) { return text_.find_first_not_of(' ', at) - at; };
    const std::size_t own = depth(line);
    for (std::size_t next = end + 1; next < text_.size();) {
      const std::size_t next_end = line_end(next);
      if (!says_nothing(text_.substr(next, next_end - next))) {
        if (depth(next) <= own) break;
        end = next_end;
      }
      next = next_end + 1;
    }
    return end;
  }

  void fault(Span at, std::string message) {
    ignores_.faults.push_back(fault_finding(at, std::move(message)));
  }

  const File& file_;
  const std::string_view text_;
  Ignores& ignores_;
};

bool covers(const Ignore& ignore, Span at) {
  return ignore.covers.source == at.source && ignore.covers.begin <= at.begin &&
         at.begin <= ignore.covers.end;
}

bool concerns(const Ignore& ignore, const Finding& finding) {
  if (ignore.rule != finding.rule) return false;
  if (covers(ignore, finding.at)) return true;
  return std::ranges::any_of(finding.labels, [&](const Label& label) {
    return label.provenance && covers(ignore, label.at);
  });
}

}  // namespace

void read_ignores(const File& file, const SourceMap& sources, Ignores& ignores) {
  switch (file.format) {
    case FileFormat::yaml:
    case FileFormat::redis_conf:
    case FileFormat::sentinel_conf:
    case FileFormat::env_file:
      return CommentReader(file, sources, ignores).read();
    case FileFormat::json:
    case FileFormat::acl_file:
    case FileFormat::dependencies:
      return;
  }
  __builtin_unreachable();
}

void read_ignores(const Resource& resource, const SourceMap& sources, Ignores& ignores) {
  const Ref value = resource.root["metadata"]["annotations"][ignore_annotation];
  if (!value.present() || !value->is_scalar()) return;
  const Span whole = resource.root.span();
  const Span at = sources.written(value.span());
  if (!sources.is_written(whole.source)) return;
  const std::string_view written = sources.text(at);
  for (const std::string_view part : split(value.text(), ',')) {
    const std::string_view id = trimmed(part);
    const auto place = id.empty() ? std::string_view::npos : written.find(id);
    const Span here = place == std::string_view::npos ? at : at.part(place, place + id.size());
    if (const RuleInfo* rule = rule_named(id, here, ignores))
      ignores.asked.push_back({rule, here, whole, Span{}});
  }
}

std::size_t apply(Ignores& ignores, std::vector<Finding>& findings) {
  std::multimap<const RuleInfo*, Ignore*> by_rule;
  for (Ignore& ignore : ignores.asked) by_rule.emplace(ignore.rule, &ignore);
  return std::erase_if(findings, [&](const Finding& finding) {
    bool ignored = false;
    const auto [first, last] = by_rule.equal_range(finding.rule);
    for (auto it = first; it != last; ++it) {
      if (!concerns(*it->second, finding)) continue;
      it->second->used = true;
      ignored = true;
    }
    return ignored;
  });
}

Finding unused_finding(const Ignore& ignore) {
  Finding finding;
  finding.rule = find_rule("suppression/unused");
  finding.severity = finding.rule->severity;
  finding.confidence = finding.rule->confidence;
  finding.at = ignore.at;
  finding.message =
      fmt::format("`{}` has nothing to say here, so nothing is ignored", ignore.rule->id);
  finding.help = "delete it, so that it cannot hide what comes later";
  if (!ignore.whole.empty()) finding.fixes.push_back({"delete the comment", {{ignore.whole, ""}}});
  return finding;
}

}  // namespace fairlead
