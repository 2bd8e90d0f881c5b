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
// What a hostile file may cost: comments that are read, rules of one list, bytes that are looked at
// for what the comments cover.
constexpr std::size_t most_comments = 2000, most_rules = 100, most_bytes = 256u << 20;
constexpr std::string_view form = "write `# fairlead: ignore[family/rule] reason`";

/// Blank, or all of it a comment.
bool says_nothing(std::string_view line) {
  line = trimmed(line);
  return line.empty() || line[0] == '#' ||
         (line.starts_with("{{") && line.ends_with("}}") &&
          (line.starts_with("{{/*") || line.starts_with("{{- /*")));
}

/// The last of `nodes`, which stand in the order of the text, that begins at or before `offset`.
template <typename Range, typename NodeOf>
const Node* last_before(const Range& range, std::uint32_t offset, NodeOf node_of) {
  const auto after = std::partition_point(range.begin(), range.end(), [&](const auto& each) {
    return node_of(each)->span().begin <= offset;
  });
  return after == range.begin() ? nullptr : node_of(*(after - 1));
}

/// Whether a scalar that is no block holds `offset`: there a `#` begins no comment.
bool in_flow_scalar(const Node* node, std::uint32_t offset) {
  while (node && node->span().begin < offset && offset < node->span().end) {
    if (node->is_scalar()) return node->style() != Style::literal && node->style() != Style::folded;
    const Node* item = last_before(node->items(), offset, [](const Node* each) { return each; });
    const Node* key =
        last_before(node->entries(), offset, [](const Entry& each) { return each.key; });
    const Node* value =
        last_before(node->entries(), offset, [](const Entry& each) { return each.value; });
    if (key && offset < key->span().end) return in_flow_scalar(key, offset);
    node = item ? item : value;
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

/// The first rules of a list; nobody writes more by hand.
std::vector<std::string_view> listed(std::string_view list) {
  std::vector<std::string_view> words = split(list, ',');
  words.resize(std::min(words.size(), most_rules));
  return words;
}

class CommentReader {
 public:
  CommentReader(const File& file, const SourceMap& sources, Ignores& ignores)
      : file_(file), text_(sources.text(file.source)), ignores_(ignores) {}

  void read() {
    for (std::size_t at = text_.find(call); at != std::string_view::npos;
         at = text_.find(call, at + call.size())) {
      if (const auto begin = comment_begin(at)) {
        if (++comments_ > most_comments || looked_at_ > most_bytes)
          return fault(span(at, at + call.size()),
                       "there are too many ignores: from here on, none is read");
        read_comment(*begin, at);
      }
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

  void read_comment(std::size_t begin, std::size_t at) {
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
    read_rules(rest.substr(1, close - 1), span(begin, end));
  }

  void read_rules(std::string_view list, Span comment) {
    const std::size_t list_at = static_cast<std::size_t>(list.data() - text_.data());
    const std::vector<std::string_view> words = listed(list);
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
  Span covered(Span comment) {
    const std::size_t begin = line_begin(comment.begin);
    if (!says_nothing(text_.substr(begin, comment.begin - begin))) return span(begin, comment.end);
    for (std::size_t line = line_end(comment.end) + 1; line < text_.size();) {
      const std::size_t end = line_end(line);
      looked_at_ += end + 1 - line;
      if (!says_nothing(text_.substr(line, end - line))) return span(line, nested_end(line, end));
      line = end + 1;
    }
    return span(text_.size(), text_.size());
  }

  /// The end of the lines from `line` that are indented deeper than it; only YAML nests.
  std::size_t nested_end(std::size_t line, std::size_t end) {
    if (file_.format != FileFormat::yaml) return end;
    const auto depth = [&](std::size_t at) { return text_.find_first_not_of(' ', at) - at; };
    const std::size_t own = depth(line);
    for (std::size_t next = end + 1; next < text_.size();) {
      const std::size_t next_end = line_end(next);
      if (!says_nothing(text_.substr(next, next_end - next))) {
        if (depth(next) <= own) break;
        end = next_end;
      }
      looked_at_ += next_end + 1 - next;
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
  std::size_t comments_ = 0, looked_at_ = 0;
};

}  // namespace

void read_ignores(const File& file, const SourceMap& sources, Ignores& ignores) {
  switch (file.format) {
    case FileFormat::yaml:
    case FileFormat::redis_conf:
    case FileFormat::sentinel_conf:
    case FileFormat::env_file:
    case FileFormat::chart_file:
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
  const Span at = sources.blame(value.span()).edit;
  if (!sources.is_written(whole.source)) return;
  const std::string_view written = sources.text(at);
  for (const std::string_view part : listed(value.text())) {
    const std::string_view id = trimmed(part);
    const auto place = id.empty() ? std::string_view::npos : written.find(id);
    const Span here = place == std::string_view::npos ? at : at.part(place, place + id.size());
    if (const RuleInfo* rule = rule_named(id, here, ignores))
      ignores.asked.push_back({rule, here, whole, Span{}});
  }
}

std::size_t apply(Ignores& ignores, std::vector<Finding>& findings) {
  std::map<std::pair<const RuleInfo*, SourceId>, std::vector<Ignore*>> by_place;
  for (Ignore& ignore : ignores.asked)
    by_place[{ignore.rule, ignore.covers.source}].push_back(&ignore);
  const auto ignored_at = [&](const RuleInfo* rule, Span at) {
    const auto place = by_place.find({rule, at.source});
    if (place == by_place.end()) return false;
    bool ignored = false;
    for (Ignore* ignore : place->second) {
      if (at.begin < ignore->covers.begin || ignore->covers.end < at.begin) continue;
      ignore->used = ignored = true;
    }
    return ignored;
  };
  return std::erase_if(findings, [&](const Finding& finding) {
    bool ignored = ignored_at(finding.rule, finding.at);
    for (const Label& label : finding.labels) {
      if (label.provenance) ignored = ignored_at(finding.rule, label.at) || ignored;
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
