#include "deploy/helm/engine/printed_marks.h"

#include <algorithm>
#include <optional>

namespace fairlead::helm {
namespace {

using Kind = PrintedMark::Kind;

bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == text.npos;
}

/// Whether it is a number as Go prints one beyond 1e21, or from 1e6 on where it comes of a float64:
/// `1.5e+06`.
bool has_exponent(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const std::size_t at = text.find("e+");
  if (at == text.npos || !is_digits(text.substr(at + 2))) return false;
  const std::string_view mantissa = text.substr(0, at);
  const std::size_t point = std::min(mantissa.find('.'), mantissa.size());
  return is_digits(mantissa.substr(0, point)) &&
         (point == mantissa.size() || is_digits(mantissa.substr(point + 1)));
}

/// A whole number as a person writes it.
bool is_whole(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return is_digits(text);
}

class Marks {
 public:
  explicit Marks(const SourceMap& sources) : sources_(sources) {}

  void add(const Manifest& manifest) {
    const BuiltText& text = manifest.text;
    for (std::uint32_t i = 0; i < text.run_count; ++i) {
      const Run& run = text.runs[i];
      const std::uint32_t begin = std::max(text.base, run.at) - text.base;
      const std::uint32_t end =
          i + 1 == text.run_count ? text.size : text.runs[i + 1].at - text.base;
      if (begin < end) add(manifest, run, {manifest.source, begin, end});
    }
  }

  std::vector<PrintedMark> all;

 private:
  static std::optional<Kind> kind_of(OriginKind kind) {
    if (kind == OriginKind::format_error) return Kind::format_error;
    if (kind == OriginKind::container) return Kind::container;
    if (kind == OriginKind::made_up) return Kind::made_up;
    return std::nullopt;
  }

  void add(const Manifest& manifest, const Run& run, Span at) {
    const Origin& origin = sources_.origin(run.origin);
    std::optional<Kind> kind = kind_of(origin.kind);
    // What was made of such a text as a whole (base64) has no signs to be read any more.
    if (kind && *kind != Kind::made_up && run.how() != Copy::synthetic) kind = std::nullopt;
    PrintedMark mark;
    if (!kind && run.how() == Copy::transformed && origin.at.is_place() &&
        has_exponent(sources_.text(at)) && is_whole(sources_.text(origin.at))) {
      kind = Kind::exponent;
      mark.cause_words = sources_.text(origin.at);
    }
    const bool is_of_values =
        origin.kind == OriginKind::interpolated || origin.kind == OriginKind::chosen;
    if (!kind && run.how() == Copy::verbatim && is_of_values &&
        sources_.text(at).find("{{") != std::string_view::npos)
      kind = Kind::expression;
    if (!kind) return;
    mark.kind = *kind;
    if (*kind == Kind::container || *kind == Kind::format_error) {
      // Quotes around it are there because of it as well.
      const std::size_t sign = sources_.text(at).find_first_not_of("\"'");
      if (sign == std::string_view::npos) return;
      at = at.part(sign, at.size());
    }
    mark.at = at;
    mark.cause = origin.at;
    mark.looked_up = manifest.file->looked_up;
    mark.is_applied_once =
        !manifest.events.empty() &&
        std::ranges::find(manifest.events, "pre-upgrade") == manifest.events.end() &&
        std::ranges::find(manifest.events, "post-upgrade") == manifest.events.end();
    all.push_back(std::move(mark));
  }

  const SourceMap& sources_;
};

}  // namespace

std::vector<PrintedMark> printed_marks(const Manifests& manifests, const SourceMap& sources) {
  Marks marks(sources);
  for (const auto* list : {&manifests.objects, &manifests.hooks})
    for (const Manifest& manifest : *list) marks.add(manifest);
  return std::move(marks.all);
}

}  // namespace fairlead::helm
