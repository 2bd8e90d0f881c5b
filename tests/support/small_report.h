#pragma once
#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

#include "report/report.h"

namespace fairlead::testing {

inline constexpr std::string_view small_tags[] = {"redis", "security"};

/// A rule as the catalog would have it.
constexpr RuleInfo small_rule(std::string_view id, Severity severity,
                              std::span<const std::string_view> tags = {}) {
  return {id,
          "a title",
          severity,
          Confidence::high,
          "0.1.0",
          tags,
          "why it breaks\n",
          "how it is mended\n",
          {},
          {},
          {},
          "# the page\n",
          nullptr};
}
inline constexpr RuleInfo small_rules[] = {
    small_rule("a/first", Severity::error),
    small_rule("b/second-one", Severity::warning, small_tags)};

/// A report made by hand: texts, and findings at words of them.
class SmallReport {
 public:
  SmallReport() {
    report.sources = &sources;
    report.rules = small_rules;
    report.version = "1.2.3";
    report.summary.lookups = 1;
  }

  SourceId file(std::string path, std::string text) {
    files_.push_back(sources.add_written(std::move(path), std::move(text)));
    return files_.back();
  }
  /// Where `words` stand in a text, the `nth` time (from 0).
  Span at(SourceId source, std::string_view words, std::size_t nth = 0) const {
    std::size_t begin = sources.text(source).find(words);
    for (; nth > 0; --nth) begin = sources.text(source).find(words, begin + 1);
    return Span{source, 0, 0}.part(begin, begin + words.size());
  }
  Finding& finding(Span place, std::string message, std::size_t rule = 0) {
    Finding& made = report.findings.emplace_back();
    made.rule = &small_rules[rule];
    made.severity = made.rule->severity;
    made.confidence = made.rule->confidence;
    made.at = place;
    made.message = std::move(message);
    return made;
  }
  /// From now on a place shows as `****`; all others do.
  void hide(Span place) { hidden_[place.source].push_back({place, credential_glyph}); }
  std::string written(std::string_view format) const {
    fmt::memory_buffer out;
    Report all = report;
    for (const SourceId file : files_) {
      const Span whole{file, 0, static_cast<std::uint32_t>(sources.text(file).size())};
      const auto hidden = hidden_.find(file);
      all.shown.add(whole, hidden == hidden_.end() ? Parts() : hidden->second);
    }
    find_format(format)->write(all, out);
    return fmt::to_string(out);
  }

  SourceMap sources;
  Report report;

 private:
  std::vector<SourceId> files_;
  using Parts = std::vector<Shown::Part>;
  std::map<SourceId, Parts> hidden_;  // of each file in ascending order
};

}  // namespace fairlead::testing
