#include "deploy/compose/variables/substitution.h"

#include <fmt/format.h>

#include <functional>
#include <utility>

namespace fairlead::compose {
namespace {

/// Words in words are followed this far.
constexpr int deepest = 32;
/// More runs are not kept of one text.
constexpr std::size_t most_runs = 100'000;

}  // namespace

Refused Substitution::put(std::string_view text, Span at, TextBuilder& out) {
  first_ = {};
  if (auto refused = parts(text, at, 0, out)) return refused;
  if (out.run_count() == 0) {
    const Span why = first_.is_place() ? first_ : at;
    if (why.is_place())
      out.put("", maker_.sources().add_origin(why, OriginKind::interpolated), Copy::transformed);
  }
  return std::nullopt;
}

void Substitution::copy(std::string_view text, Span at, TextBuilder& out) {
  if (!first_.is_place()) first_ = at;
  if (text.empty()) return;
  out.put(text, maker_.sources().add_origin(at, kind_),
          text.size() == at.size() ? Copy::verbatim : Copy::transformed, 0, frame_);
}

void Substitution::guess(std::string_view name, Span at, TextBuilder& out) {
  // Numbers fit most places: they are names, ports and sizes as well.
  constexpr std::size_t numbers = 30'000;
  const std::size_t number =
      unset_ == Unset::one ? 1 : 2 + std::hash<std::string_view>()(name) % numbers;
  if (!first_.is_place()) first_ = at;
  maker_.guessed(at);
  out.put(fmt::format("{}", number), maker_.sources().add_origin(at, kind_), Copy::transformed, 0,
          frame_);
}

Refused Substitution::parts(std::string_view text, Span at, int depth, TextBuilder& out) {
  if (depth > deepest || out.run_count() > most_runs)
    return Refusal{Stage::declined, "variables lie too deep in each other", at};
  for (const TemplatePart& part : template_parts(text)) {
    const Span written = at.part(part.begin, part.end);
    const std::string_view bytes = text.substr(part.begin, part.end - part.begin);
    if (auto refused = maker_.take(0, bytes.size())) return refused;
    switch (part.kind) {
      case TemplatePart::Kind::text:
        copy(bytes, written, out);
        break;
      case TemplatePart::Kind::dollar:
        copy("$", written, out);
        break;
      case TemplatePart::Kind::refused:
        if (unset_ == Unset::stays) {
          copy(bytes, written, out);
          break;
        }
        return Refusal{Stage::load,
                       fmt::format("invalid interpolation format.\nYou may need to escape any $ "
                                   "with another $.\n{}",
                                   text),
                       written};
      case TemplatePart::Kind::variable:
        if (auto refused = variable(text, part, at, depth, out)) return refused;
        break;
    }
  }
  return std::nullopt;
}

Refused Substitution::variable(std::string_view text, const TemplatePart& part, Span at, int depth,
                               TextBuilder& out) {
  const Variable* value = lookup_(part.name);
  const bool given = value && !(part.needs_text && value->text.size == 0);
  const Span word_at = at.part(part.word_begin, part.word_end);
  const std::string_view word = text.substr(part.word_begin, part.word_end - part.word_begin);
  if (part.use == (given ? VariableUse::instead : VariableUse::otherwise)) {
    if (!first_.is_place()) first_ = word_at;
    const OriginKind kind = std::exchange(kind_, OriginKind::interpolated);
    const FrameId frame = frame_;
    if (given && value->at.is_place()) {
      const OriginId why = maker_.sources().add_origin(value->at, OriginKind::interpolated);
      frame_ = maker_.sources().add_frame({frame, OriginId::none, why});
    }
    Refused refused = parts(word, word_at, depth + 1, out);
    kind_ = kind;
    frame_ = frame;
    return refused;
  }
  const bool lacks = part.use == VariableUse::required && !given;
  if (unset_ == Unset::stays && (!value || lacks)) {
    copy(text.substr(part.begin, part.end - part.begin), at.part(part.begin, part.end), out);
    return std::nullopt;
  }
  if (unset_ >= Unset::one && (!value || lacks)) {
    guess(part.name, at.part(part.begin, part.end), out);
    return std::nullopt;
  }
  if (lacks)
    return Refusal{Stage::load,
                   fmt::format("required variable {} is missing a value{}{}", part.name,
                               word.empty() ? "" : ": ", word),
                   at.part(part.begin, part.end)};
  if (!first_.is_place()) first_ = value && value->at.is_place() ? value->at : at;
  if (!value) return std::nullopt;
  if (auto refused = maker_.take(0, value->text.size)) return refused;
  out.append(value->text);
  return std::nullopt;
}

}  // namespace fairlead::compose
