#include "deploy/helm/failures.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "base/files.h"
#include "base/filled_in.h"
#include "deploy/helm/faults/dependency_faults.h"
#include "deploy/helm/fetched_charts.h"
#include "deploy/helm/values_sets.h"

namespace fairlead::helm {
namespace {

using Kind = TemplateFailure::Kind;

/// The keys behind the last `.Values.` of an expression: "redis.host".
std::string values_path(std::string_view expression) {
  constexpr std::string_view root = ".Values.";
  const std::size_t at = expression.rfind(root);
  if (at == expression.npos) return "";
  const std::string_view rest = expression.substr(at + root.size());
  return std::string(rest.substr(0, std::min(rest.find_first_of(" )|,\""), rest.size())));
}

/// Where in the template the bytes at a place of its text were printed: what indents them counts,
/// not the value.
Span printed_by(const BuiltText& text, Span at, const SourceMap& sources) {
  Span place;
  for (std::uint32_t i = 0; i < text.run_count; ++i) {
    const Run& run = text.runs[i];
    if (run.origin == OriginId::none || run.how() == Copy::left_out) continue;
    const std::uint32_t begin = std::max(text.base, run.at) - text.base;
    const std::uint32_t end = i + 1 == text.run_count ? text.size : text.runs[i + 1].at - text.base;
    if (begin > at.begin && place.is_place()) break;
    const Origin& origin = sources.origin(run.origin);
    if (origin.kind != OriginKind::embedded || !origin.at.is_place()) continue;
    place = origin.at;
    if (run.how() != Copy::verbatim) continue;
    // Its last line up to the place.
    const std::uint32_t to = std::max(begin, std::min(end, at.begin + 1)) - begin;
    const std::string_view bytes = text.text().substr(begin, to);
    const std::size_t line = bytes.substr(0, bytes.find_last_not_of("\r\n \t") + 1).rfind('\n');
    const std::uint32_t skip = run.skip + (begin + text.base - run.at);
    place = origin.at.part(skip + (line == bytes.npos ? 0 : line + 1), skip + to);
  }
  return place;
}

/// Whether the template that nobody defines is named in the text, and not by a value.
bool is_literal_name(const TemplateFault& fault) {
  return !fault.places.empty() && fault.places.back().expression.find('"') != std::string::npos;
}

/// Whether a chart's every dependency is there in a version that it takes, so that all templates
/// are in view which it may include. A scaffold's name is filled in later, and its files with it.
bool has_all_templates(const Chart& chart) {
  return dependency_faults(chart).empty() && !is_filled_in(chart.metadata.name) &&
         std::ranges::all_of(chart.subcharts, has_all_templates);
}

std::optional<TemplateFailure> failure_of(const RenderedFile& file, const SourceMap& sources) {
  const TemplateFault& fault = *file.fault;
  if (fault.is_limit || (fault.is_unknown_template && !is_literal_name(fault))) return std::nullopt;
  TemplateFailure made;
  made.at = file.written;
  if (!fault.places.empty()) {
    const gotemplate::ExecError::Place& place = fault.places.back();
    made.at = place.at;
    if (sources.text(place.at.source).substr(place.at.begin).starts_with(place.expression))
      made.at.end += static_cast<std::uint32_t>(place.expression.size());
  }
  made.message = fault.message;
  made.needs = needed_value(fault);
  made.value = sources.origin(fault.value).at;
  made.asks_cluster =
      file.looked_up || (made.at.is_place() && sources.text(made.at.source).find(".Capabilities") !=
                                                   std::string_view::npos);
  const bool is_parsed = !fault.text.starts_with("parse error");
  made.kind = fault.is_asked_for ? Kind::asked_for
              : !is_parsed || fault.is_unknown_function || fault.is_unknown_template
                  ? Kind::not_a_template
                  : Kind::execution;
  return made;
}

/// Whether no value that is asked for is absent: those that are meant to be given may mend a text.
/// Of 1,112 real charts none makes a document that is no YAML of the values that it brings.
bool has_all_values(const BuiltText& text, const SourceMap& sources) {
  return std::ranges::none_of(text.all_runs(), [&](const Run& run) {
    if (run.how() == Copy::left_out)
      return sources.origin(sources.frame(run.under()).site).kind == OriginKind::absent;
    return run.origin != OriginId::none && sources.origin(run.origin).kind == OriginKind::absent;
  });
}

TemplateFailure failure_of(const LostDocument& lost, const SourceMap& sources) {
  TemplateFailure made;
  made.kind = Kind::document;
  made.values_given = has_all_values(lost.text, sources);
  made.asks_cluster = lost.file->looked_up;
  made.at = printed_by(lost.text, lost.at, sources);
  if (!made.at.is_place()) made.at = lost.file->written;
  const std::string_view message = lost.failure.message;
  const std::size_t words = message.find(": ");
  made.message = words == message.npos ? message : message.substr(words + 2);
  return made;
}

}  // namespace

std::vector<TemplateFailure> template_failures(const RenderedChart& made,
                                               const SourceMap& sources) {
  std::vector<TemplateFailure> all;
  const bool all_templates = has_all_templates(*made.release().root->chart);
  std::set<std::string_view> unknown;  // each is told once
  for (const RenderedFile& file : made.engine().files()) {
    if (!file.fault) continue;
    if (file.fault->is_unknown_template &&
        (!all_templates || !unknown.insert(file.fault->message).second))
      continue;
    if (auto failure = failure_of(file, sources)) all.push_back(std::move(*failure));
  }
  for (const LostDocument& lost : made.manifests().lost)
    if (lost.failure.stage != Stage::declined) all.push_back(failure_of(lost, sources));
  return all;
}

std::string without_texts(std::string_view words) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  constexpr std::string_view digits = "0123456789", signs = "._-/";
  std::string made;
  for (std::size_t at = 0; at < words.size();) {
    const char quote = words[at];
    const std::size_t end = quote == '"' || quote == '\'' ? words.find(quote, at + 1) : words.npos;
    if (end == words.npos) {
      made += words[at++];
      continue;
    }
    const std::string_view inside = words.substr(at + 1, end - at - 1);
    const auto has = [&](std::string_view all) { return inside.find_first_of(all) != inside.npos; };
    const bool is_name = inside.size() < 80 && std::ranges::all_of(inside, [&](char c) {
                           return letters.find(c) != letters.npos ||
                                  digits.find(c) != digits.npos || signs.find(c) != signs.npos;
                         });
    const bool shows =
        (is_name && (quote == '"' || !has(digits))) || !(has(letters) || has(digits));
    made += shows ? words.substr(at, end + 1 - at) : fmt::format("{0}…{0}", quote);
    at = end + 1;
  }
  return made;
}

std::string needed_value(const TemplateFault& fault) {
  if (fault.places.empty()) return "";
  const std::string& expression = fault.places.back().expression;
  const std::string path = values_path(expression);
  if (fault.is_asked_for) return expression.starts_with("required") ? path : "";
  constexpr std::string_view nil = "nil pointer evaluating interface {}.";
  const std::size_t at = fault.message.find(nil);
  if (at == fault.message.npos || path.empty()) return "";
  const std::string field = "." + fault.message.substr(at + nil.size());
  const std::size_t end = ("." + path + ".").find(field + ".");
  return end == std::string::npos || end == 0 ? "" : path.substr(0, end - 1);
}

bool gives_all_values(const Unit& unit, TemplateFailure::Kind kind) {
  // What another chart made of its own defaults may lack what that one is given.
  if (unit.release && is_fetched(unit)) return !unit.altered->substitution.open;
  if (unit.release) return !unit.given_in;
  // A workflow may add values to those of ci/, so that one may be lacking there; what is given
  // stays.
  return kind == TemplateFailure::Kind::document &&
         std::ranges::any_of(unit.values, [](const ReleaseValues& each) {
           return !each.own && each.file && is_of_chart_testing(each.file->path);
         });
}

}  // namespace fairlead::helm
