#include "deploy/flux/substitution/operators.h"

#include <charconv>
#include <optional>
#include <string>

#include "deploy/flux/substitution/pattern.h"
#include "emit/traced_text.h"
#include "gotemplate/strconv/letter_case.h"
#include "gotemplate/strconv/runes.h"

namespace fairlead::flux {
namespace {

using gotemplate::Rune;
using gotemplate::rune_at;
using Arguments = std::span<const BuiltText>;

/// What one expression is applied to, and where it goes.
struct Use {
  const BuiltText& value;
  Arguments arguments;
  Arena& arena;
  TextBuilder& out;

  std::string_view text() const { return value.text(); }
  std::string_view argument(std::size_t i) const { return arguments[i].text(); }
  void copy(std::size_t from, std::size_t to) const {
    out.append(value, static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to));
  }
  void all() const { out.append(value); }
  /// Bytes that were made of the value as a whole.
  void made(std::string_view bytes) const { out.append(emit::made_of(value, bytes, arena)); }
};

void defaults(const Use& use) {
  if (!use.text().empty()) return use.all();
  for (const BuiltText& argument : use.arguments) use.out.append(argument);
}

void size(const Use& use) { use.made(std::to_string(use.text().size())); }

std::string in_case(std::string_view text, bool upper, std::size_t most) {
  std::string made;
  std::size_t at = 0, count = 0;
  while (at < text.size() && count++ < most) {
    const Rune rune = rune_at(text, at);
    gotemplate::append_rune(
        made, upper ? gotemplate::upper_case(rune.value) : gotemplate::lower_case(rune.value));
    at += rune.size;
  }
  return made += text.substr(at);
}

template <bool upper, std::size_t most>
void letters(const Use& use) {
  const std::string made = in_case(use.text(), upper, most);
  if (made == use.text()) return use.all();
  use.made(made);
}

/// A decimal number as Go's strconv.Atoi has it.
std::optional<std::int64_t> number(std::string_view text) {
  if (text.starts_with('+')) {
    text.remove_prefix(1);
    if (text.starts_with('-')) return {};
  }
  std::int64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [read, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || read != end) return {};
  return value;
}

void part(const Use& use) {
  const auto count = static_cast<std::int64_t>(use.text().size());
  const std::optional<std::int64_t> given = number(use.argument(0));
  if (!given) return use.all();
  std::int64_t from = *given;
  if (from < 0) from = from < -count ? 0 : from + count;
  std::int64_t to = count;
  if (use.arguments.size() > 1) {
    const std::optional<std::int64_t> length = number(use.argument(1));
    if (!length) return use.all();
    if (*length < 0)
      to = *length < -count ? -1 : count + *length;
    else if (*length < count - from)
      to = from + *length;
  }
  if (from < to) use.copy(static_cast<std::size_t>(from), static_cast<std::size_t>(to));
}

/// Puts the second argument in place of the first, so often at most. An empty one is found before
/// each character, and at the end.
void replace(const Use& use, std::size_t most) {
  const std::string_view text = use.text(), old = use.argument(0);
  std::size_t from = 0, at = 0;
  for (std::size_t count = 0; count < most; ++count) {
    const std::size_t found = old.empty() ? at : text.find(old, at);
    if (found > text.size()) break;
    use.copy(from, found);
    if (use.arguments.size() > 1) use.out.append(use.arguments[1]);
    from = found + old.size();
    at = old.empty() ? found + std::max<std::size_t>(rune_at(text, found).size, 1) : from;
  }
  if (from < text.size()) use.copy(from, text.size());
}

void replace_first(const Use& use) { replace(use, 1); }
void replace_all(const Use& use) { replace(use, std::string_view::npos); }

void replace_prefix(const Use& use) {
  if (use.arguments.size() != 2 || !use.text().starts_with(use.argument(0))) return use.all();
  replace(use, 1);
}

void replace_suffix(const Use& use) {
  if (use.arguments.size() != 2 || !use.text().ends_with(use.argument(0))) return use.all();
  use.copy(0, use.text().size() - use.argument(0).size());
  use.out.append(use.arguments[1]);
}

/// The length of the shortest or longest begin of a text that a pattern fits, which is not empty;
/// nothing where there is none.
std::size_t fitting(std::string_view text, std::string_view pattern, bool longest) {
  std::size_t found = 0;
  for (std::size_t size = text.size(); size > 0; --size) {
    const Matched matched = matches(pattern, text.substr(0, size));
    if (matched == Matched::ill_formed) return 0;
    if (matched == Matched::no) continue;
    found = size;
    if (longest) break;
  }
  return found;
}

std::string reversed(std::string_view text) {
  std::u32string runes;
  for (std::size_t at = 0; at < text.size(); at += rune_at(text, at).size)
    runes += rune_at(text, at).value;
  std::string made;
  for (std::size_t i = runes.size(); i-- > 0;) gotemplate::append_rune(made, runes[i]);
  return made;
}

template <bool longest>
void without_prefix(const Use& use) {
  use.copy(fitting(use.text(), use.argument(0), longest), use.text().size());
}

/// The library fits the reversed pattern to the reversed text: classes in it are none then.
template <bool longest>
void without_suffix(const Use& use) {
  const std::string text = reversed(use.text());
  const std::size_t found = fitting(text, reversed(use.argument(0)), longest);
  // Ill-formed bytes are others once they are reversed twice.
  if (reversed(text) != use.text()) return use.made(reversed(std::string_view(text).substr(found)));
  use.copy(0, use.text().size() - found);
}

struct Operator {
  std::string_view use;
  std::size_t arguments;  ///< fewer give the value as it is
  void (*run)(const Use& use);
};

constexpr std::size_t all_letters = std::string_view::npos;
constexpr Operator operators[] = {
    {"^", 0, letters<true, 1>},
    {"^^", 0, letters<true, all_letters>},
    {",", 0, letters<false, 1>},
    {",,", 0, letters<false, all_letters>},
    {":", 1, part},
    {"/", 1, replace_first},
    {"//", 1, replace_all},
    {"/#", 1, replace_prefix},
    {"/%", 1, replace_suffix},
    {"#", 1, without_prefix<false>},
    {"##", 1, without_prefix<true>},
    {"%", 1, without_suffix<false>},
    {"%%", 1, without_suffix<true>},
};

}  // namespace

void apply(std::string_view use, const BuiltText& value, std::span<const BuiltText> arguments,
           Arena& arena, TextBuilder& out) {
  const Use given{value, arguments, arena, out};
  if (use == "#" && arguments.empty()) return size(given);
  for (const Operator& each : operators) {
    if (each.use == use && arguments.size() >= each.arguments) return each.run(given);
  }
  defaults(given);
}

bool takes_nothing(std::string_view use) {
  return use == "=" || (use.size() == 2 && use[0] == ':' && use != "::");
}

}  // namespace fairlead::flux
