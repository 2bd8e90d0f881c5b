#include "facts/server/redis_texts.h"

#include <algorithm>

#include "base/filled_in.h"
#include "base/text.h"
#include "redis/config/directives.h"

namespace fairlead {
namespace {

/// The line of `at` as it is written, without the blanks around it.
std::string_view written_line(Span at, const SourceMap& sources) {
  const Position place = sources.position(at.source, at.begin);
  return trimmed(sources.text(sources.line(at.source, place.line)));
}

/// nginx, logstash and syslog-ng end their lines so, TOML and others put `=` behind a name; Redis'
/// lines hardly ever look so.
bool is_other_language(const Directive& line, const SourceMap& sources) {
  const std::string_view text = written_line(line.at, sources);
  if (line.words.size() > 1 && line.words[1].text == "=") return true;
  return text.ends_with(';') || text.ends_with(" {") || text.ends_with(" }");
}

/// A directive, or one that is misspelt.
bool is_nearly_known(const Directive& line) {
  const std::string_view name = line.words.front().text;
  return redis::find_directive(name) != nullptr || !redis::nearest_directive(name).empty();
}

/// A template engine's line may become any other.
bool has_filled_in(std::string_view line) {
  return std::ranges::any_of(split(line, ' '), may_be_filled_in);
}

}  // namespace

std::set<SourceId> redis_texts(std::span<const Directive> lines, const SourceMap& sources) {
  struct Count {
    std::size_t known = 0, others = 0;
  };
  std::map<SourceId, Count> counts;
  std::set<SourceId> texts;
  for (const Directive& line : lines) {
    if (line.command_line) texts.insert(line.source);
    const bool known = is_nearly_known(line) && !is_other_language(line, sources);
    ++(known ? counts[line.source].known : counts[line.source].others);
  }
  for (const auto& [source, count] : counts) {
    if (count.known > 0 && count.known >= count.others) texts.insert(source);
  }
  return texts;
}

BrokenLines::BrokenLines(std::span<const Problem> problems, const SourceMap& sources)
    : sources_(sources) {
  for (const Problem& problem : problems) {
    if (problem.kind != ProblemKind::redis_quotes) continue;
    const SourceId source = problem.at.source;
    quotes_.insert({{source, sources.position(source, problem.at.begin).line}, &problem});
  }
}

const Problem* BrokenLines::quote_in(const Directive& line) const {
  if (quotes_.empty()) return nullptr;
  const auto found =
      quotes_.find({line.at.source, sources_.position(line.at.source, line.at.begin).line});
  return found == quotes_.end() ? nullptr : found->second;
}

void add_quote_faults(const FaultInputs& in, const std::set<SourceId>& redis,
                      std::vector<ConfigFault>& faults) {
  const BrokenLines broken(in.problems, in.sources);
  for (const Directive& line : in.lines.directives) {
    const Problem* quote = redis.contains(line.source) ? broken.quote_in(line) : nullptr;
    if (!quote || has_filled_in(written_line(line.at, in.sources))) continue;
    faults.push_back({redis::StartErrorKind::unbalanced_quotes, quote->at, &line,
                      "Unbalanced quotes in configuration line",
                      "a closing quote must be followed by a blank or the line's end", true});
  }
}

}  // namespace fairlead
