// Texts in other letters.
#include "gotemplate/sprig/casts.h"
#include "gotemplate/sprig/sprig.h"
#include "gotemplate/strconv/letter_case.h"
#include "gotemplate/strconv/runes.h"

namespace fairlead::gotemplate {
namespace {

/// The text with another code point for each; `change` is told the one before. 0 leaves it out.
template <typename Change>
Value changed(Call& call, const Value& value, Change change) {
  const BuiltText& text = value.rope();
  TextBuilder out;
  for (std::uint32_t i = 0; i < text.run_count; ++i) {
    const Run& run = text.runs[i];
    const std::uint32_t begin = std::max(text.base, run.at) - text.base;
    const std::uint32_t end = i + 1 == text.run_count ? text.size : text.runs[i + 1].at - text.base;
    std::string bytes;
    for (std::size_t at = begin; at < end;) {
      const Rune rune = rune_at(text.text(), at);
      const char32_t before = at == 0 ? ' ' : rune_before(text.text(), at).value;
      const char32_t other = change(rune.value, before);
      if (other != 0) append_rune(bytes, other);
      at += rune.size;
    }
    const Copy copy = run.how() == Copy::verbatim ? Copy::transformed : run.how();
    if (!bytes.empty()) out.put(bytes, run.origin, copy, 0, run.under());
  }
  const Value made = call.heap.string(out).from(value.origin());
  return value.is_synthetic() ? made.as_synthetic() : made;
}

Value to_upper(Call& call) {
  return changed(call, call[0], [](char32_t rune, char32_t) { return upper_case(rune); });
}

Value to_lower(Call& call) {
  return changed(call, call[0], [](char32_t rune, char32_t) { return lower_case(rune); });
}

/// What separates words for Go's strings.Title.
bool separates(char32_t rune) {
  if (is_word(rune)) return false;
  return rune < 0x80 || is_space(rune);
}

Value title(Call& call) {
  return changed(call, call[0], [](char32_t rune, char32_t before) {
    return separates(before) ? upper_case(rune) : rune;
  });
}

Value untitle(Call& call) {
  return changed(call, call[0], [](char32_t rune, char32_t before) {
    return is_space(before) ? lower_case(rune) : rune;
  });
}

/// Goes through the bytes, as the library does that sprig asks: each is a code point of its own.
template <typename Keep>
Value of_bytes(Call& call, Keep keep) {
  const BuiltText& text = call[0].rope();
  TextBuilder out;
  for (std::uint32_t at = 0; at < text.size; ++at) {
    const auto byte = static_cast<unsigned char>(text.text()[at]);
    if (!keep(byte)) continue;
    if (byte < 0x80) {
      out.append(text, at, at + 1);
      continue;
    }
    std::string other;
    append_rune(other, byte);
    const Run& run = text.part(at, at + 1).runs[0];
    const Copy copy = run.how() == Copy::verbatim ? Copy::transformed : run.how();
    out.put(other, run.origin, copy, 0, run.under());
  }
  return call.heap.string(out).from(call[0].origin());
}

Value without_spaces(Call& call) {
  const bool is_plain = std::ranges::none_of(
      call[0].text(), [](char c) { return is_space(static_cast<unsigned char>(c)); });
  if (is_plain) return call[0];
  return of_bytes(call, [](unsigned char byte) { return !is_space(byte); });
}

Value swapped(Call& call) {
  return changed(call, call[0], [](char32_t rune, char32_t) {
    return upper_case(rune) != rune ? upper_case(rune) : lower_case(rune);
  });
}

Value initials(Call& call) {
  bool after_gap = true;
  return of_bytes(call, [&](unsigned char byte) {
    const bool is_gap = is_space(byte);
    const bool kept = after_gap && !is_gap;
    after_gap = is_gap;
    return kept;
  });
}

/// So many bytes at most, from `offset` on; dots stand for what is left out.
void put_abbreviated(const BuiltText& text, std::int64_t offset, std::int64_t width,
                     TextBuilder& out) {
  const auto size = static_cast<std::int64_t>(text.size);
  if (width < 4 || size == 0) return;
  if (size <= width) return out.append(text);
  const std::int64_t shown = width - 3;
  offset = std::min(offset, size);
  if (size - offset < shown) offset = size - shown;
  if (offset <= 4) {
    out.append(text, 0, static_cast<std::uint32_t>(shown));
    return out.synthetic("...");
  }
  if (width < 7) return;
  out.synthetic("...");
  if (offset + shown >= size)
    return out.append(text, static_cast<std::uint32_t>(size - shown), text.size);
  put_abbreviated(text.part(static_cast<std::uint32_t>(offset), text.size), 0, shown, out);
}

Value abbreviated(Call& call) {
  if (call[0].integer() < 4) return call[1];
  TextBuilder out;
  put_abbreviated(call[1].rope(), 0, call[0].integer(), out);
  return call.heap.string(out);
}

Value abbreviated_at_both_ends(Call& call) {
  const std::int64_t left = call[0].integer(), right = call[1].integer();
  if (right < 4 || (left > 0 && right < 7)) return call[2];
  TextBuilder out;
  put_abbreviated(call[2].rope(), left, right, out);
  return call.heap.string(out);
}

constexpr Function table[] = {
    {"upper", "string", to_upper},
    {"lower", "string", to_lower},
    {"title", "string", title},
    {"untitle", "string", untitle},
    {"nospace", "string", without_spaces},
    {"swapcase", "string", swapped},
    {"initials", "string", initials},
    {"abbrev", "int, string", abbreviated},
    {"abbrevboth", "int, int, string", abbreviated_at_both_ends},
};

}  // namespace

std::span<const Function> letter_functions() { return table; }

}  // namespace fairlead::gotemplate
