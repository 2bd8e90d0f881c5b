// What stands at the begin and the end of a text.
#include "gotemplate/sprig/casts.h"
#include "gotemplate/sprig/sprig.h"
#include "gotemplate/strconv/runes.h"

namespace fairlead::gotemplate {
namespace {

/// A text without what is cut at both ends.
template <typename Cut>
Value trimmed(Call& call, const Value& text, Cut cut) {
  const std::string_view all = text.text();
  std::size_t from = 0, to = all.size();
  while (from < to) {
    const Rune rune = rune_at(all, from);
    if (!cut(rune)) break;
    from += rune.size;
  }
  while (to > from) {
    const Rune rune = rune_before(all, to);
    if (!cut(rune)) break;
    to -= rune.size;
  }
  return part_of(call.heap, text, from, to);
}

Value trim(Call& call) {
  return trimmed(call, call[0], [](const Rune& rune) { return is_space(rune.value); });
}

Value trim_all(Call& call) {
  const std::string_view cut = call[0].text();
  return trimmed(call, call[1], [&](const Rune& rune) {
    for (std::size_t at = 0; at < cut.size();) {
      const Rune one = rune_at(cut, at);
      if (one.value == rune.value) return true;
      at += one.size;
    }
    return false;
  });
}

Value trim_suffix(Call& call) {
  const std::string_view text = call[1].text(), suffix = call[0].text();
  if (!text.ends_with(suffix)) return call[1];
  return part_of(call.heap, call[1], 0, text.size() - suffix.size());
}

Value trim_prefix(Call& call) {
  const std::string_view text = call[1].text(), prefix = call[0].text();
  if (!text.starts_with(prefix)) return call[1];
  return part_of(call.heap, call[1], prefix.size(), text.size());
}

Value has_prefix(Call& call) { return Value::boolean(call[1].text().starts_with(call[0].text())); }
Value has_suffix(Call& call) { return Value::boolean(call[1].text().ends_with(call[0].text())); }

constexpr Function table[] = {
    {"trim", "string", trim},
    {"trimAll", "string, string", trim_all},
    {"trimall", "string, string", trim_all},
    {"trimSuffix", "string, string", trim_suffix},
    {"trimPrefix", "string, string", trim_prefix},
    {"hasPrefix", "string, string", has_prefix},
    {"hasSuffix", "string, string", has_suffix},
};

}  // namespace

std::span<const Function> affix_functions() { return table; }

}  // namespace fairlead::gotemplate
