// Errors of templates in the words that Helm makes of Go's.
#include "deploy/helm/engine/engine_error.h"

#include <fmt/format.h>

#include <optional>

#include "base/text.h"
#include "deploy/helm/engine/run_state.h"

namespace fairlead::helm {
namespace {

constexpr std::string_view prefix = "template: ";

/// One error of a chain, as Helm 4 shows it.
struct Entry {
  std::string location, executing, message;
  bool operator==(const Entry&) const = default;

  std::string shown() const {
    std::string text;
    if (!location.empty()) text += location + "\n  ";
    if (!executing.empty()) text += executing + "\n    ";
    if (!message.empty()) text += message + "\n";
    return text;
  }
};

std::string before_next(std::string_view message) {
  return std::string(message.substr(0, message.find(" template:")));
}

/// `FILE:1:2: executing "NAME" at <WHAT>: MESSAGE`; nothing where it is another form.
std::optional<Entry> executing(std::string_view text) {
  constexpr std::string_view word = ": executing ", at_word = " at <", end_word = ">: ";
  const std::size_t found = text.find(word);
  if (found == text.npos) return std::nullopt;
  const std::string_view after = text.substr(found + word.size());
  const std::size_t quote = after.starts_with('"') ? after.find('"', 1) : after.npos;
  if (quote == after.npos) return std::nullopt;
  const std::string_view name = after.substr(1, quote - 1), rest = after.substr(quote + 1);
  const std::size_t end = rest.find(end_word);
  if (!rest.starts_with(at_word) || end == rest.npos) return std::nullopt;
  const std::string_view what = rest.substr(at_word.size(), end - at_word.size());
  return Entry{std::string(text.substr(0, found)),
               fmt::format("executing \"{}\" at <{}>:", name, what),
               before_next(rest.substr(end + end_word.size()))};
}

std::optional<Entry> entry_of(std::string_view text) {
  if (!text.starts_with(prefix)) return std::nullopt;
  const std::string_view rest = text.substr(prefix.size());
  if (rest.starts_with("no template ")) return Entry{"", "", std::string(text)};
  if (auto entry = executing(rest)) return entry;
  const std::size_t last = rest.rfind(": ");
  if (last == rest.npos) return std::nullopt;
  return Entry{std::string(rest.substr(0, last)), "", before_next(rest.substr(last + 2))};
}

/// What an error was caused by, as Go's errors.Unwrap has it: only calls wrap another one.
std::optional<std::string_view> cause_of(std::string_view text) {
  constexpr std::string_view end_word = ">: ", call = "error calling ";
  const std::size_t message = text.find(end_word);
  if (message == text.npos) return std::nullopt;
  std::string_view rest = text.substr(message + end_word.size());
  if (!rest.starts_with(call)) return std::nullopt;
  const std::size_t colon = rest.find(": ");
  return colon == rest.npos ? std::nullopt : std::optional(rest.substr(colon + 2));
}

/// Helm 4 shows the chain line by line, if every error of it is one of a template.
std::string as_trace(const std::string& text) {
  std::vector<Entry> all;
  for (std::optional<std::string_view> at = text; at; at = cause_of(*at)) {
    auto entry = entry_of(*at);
    if (!entry) return text;
    if (all.empty() || all.back() != *entry) all.push_back(std::move(*entry));
  }
  std::string trace;
  for (const Entry& entry : all) trace += entry.shown();
  return std::string(trimmed(trace));
}

/// The words of `required` and `fail`, which stand between marks.
std::optional<std::string> asked_words(std::string_view text) {
  const std::size_t begin = text.find(words_begin), end = text.rfind(words_end);
  if (begin == text.npos || end == text.npos || end < begin + words_begin.size())
    return std::nullopt;
  return std::string(text.substr(begin + words_begin.size(), end - begin - words_begin.size()));
}

/// `template: LOCATION: REST`; where an error has no such form, all of it is the rest.
std::string_view location_of(std::string_view text) {
  const std::size_t first = text.find(": ");
  if (first == text.npos) return {};
  const std::string_view rest = text.substr(first + 2);
  const std::size_t end = rest.find(": ");
  return end == rest.npos ? std::string_view() : rest.substr(0, end);
}

}  // namespace

TemplateFault fault_of(const gotemplate::ExecError& error, Version version) {
  TemplateFault fault;
  fault.message = error.message;
  fault.places = error.places;
  fault.value = error.value;
  fault.is_limit = error.is_limit;
  fault.is_unknown_function = error.is_unknown_function;
  fault.is_unknown_template = error.is_unknown_template;
  if (const auto words = asked_words(error.text)) {
    fault.is_asked_for = true;
    fault.message = *words;
    fault.text = fmt::format("execution error at ({}): {}", location_of(error.text), *words);
    return fault;
  }
  fault.text = version == Version::v4 ? as_trace(error.text) : error.text;
  return fault;
}

TemplateFault fault_of(const gotemplate::ParseError& error, std::string_view file) {
  TemplateFault fault;
  fault.message = error.message;
  fault.is_limit = error.is_limit;
  gotemplate::ExecError::Place place;
  place.file = place.name = file;
  place.line = error.line;
  place.at = error.at;
  fault.places.push_back(std::move(place));
  const std::size_t last = error.text.rfind(": ");
  fault.text = last == std::string::npos
                   ? fmt::format("parse error in ({}): {}", file, error.text)
                   : fmt::format("parse error at ({}): {}", location_of(error.text),
                                 std::string_view(error.text).substr(last + 2));
  return fault;
}

}  // namespace fairlead::helm
