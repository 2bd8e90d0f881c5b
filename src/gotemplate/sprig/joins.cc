// From lists to texts and back.
#include <fmt/format.h>

#include <algorithm>

#include "gotemplate/sprig/casts.h"
#include "gotemplate/sprig/sprig.h"
#include "gotemplate/strconv/runes.h"

namespace fairlead::gotemplate {
namespace {

Value join(Call& call) {
  TextBuilder out;
  bool first = true;
  for (const Value& text : texts_of(call[1], call.heap)) {
    if (!first && !call.heap.append(out, call[0].rope())) return {};
    first = false;
    if (!call.heap.budget().step() || !call.heap.append(out, text.rope())) return {};
  }
  return call.heap.string(out);
}

/// The parts of a text between the separators, `most` of them at most; of an empty separator its
/// code points.
std::vector<Value> parts(Call& call, const Value& separator, const Value& text, std::size_t most) {
  const std::string_view all = text.text(), between = separator.text();
  std::vector<Value> made;
  std::size_t from = 0;
  const auto goes_on = [&] {
    Budget& budget = call.heap.budget();
    return budget.step() && budget.refused().empty() &&
           budget.room(0, 2 * made.size() * sizeof(Value));
  };
  while (made.size() + 1 < most && goes_on()) {
    std::size_t end = all.find(between, from);
    if (between.empty()) end = from + rune_at(all, from).size;
    if (end == all.npos || (between.empty() && end >= all.size())) break;
    made.push_back(part_of(call.heap, text, from, end));
    from = end + between.size();
  }
  if (most > 0 && !(between.empty() && all.empty()))
    made.push_back(part_of(call.heap, text, from, all.size()));
  return made;
}

constexpr std::size_t all_of_them = std::string_view::npos;

Value split_list(Call& call) {
  return list_of(call.heap, parts(call, call[0], call[1], all_of_them), list_of_string);
}

/// `_0`, `_1` … as keys.
Value numbered(Call& call, const std::vector<Value>& texts) {
  Map* made = call.heap.map(map_of_string);
  for (std::size_t i = 0; i < texts.size(); ++i)
    made->set(call.heap.key(fmt::format("_{}", i)), texts[i]);
  return Value::map(made, call[1].origin());
}

Value split(Call& call) { return numbered(call, parts(call, call[0], call[1], all_of_them)); }

Value split_at_most(Call& call) {
  const std::int64_t most = call[1].integer();
  const std::size_t count = most < 0 ? all_of_them : static_cast<std::size_t>(most);
  return numbered(call, parts(call, call[0], call[2], count));
}

Value to_strings(Call& call) {
  return list_of(call.heap, texts_of(call[0], call.heap), list_of_string);
}

Value sort_alpha(Call& call) {
  std::vector<Value> texts = texts_of(call[0], call.heap);
  if (call[0].is_nil()) texts.push_back(call.heap.constant("<nil>"));
  // Each is compared with some others, as far as they are the same.
  constexpr std::uint64_t others = 16;
  std::uint64_t bytes = 0;
  for (const Value& text : texts) bytes += text.rope().size;
  if (!call.heap.budget().step(texts.size()) || !call.heap.budget().read(others * bytes)) return {};
  std::ranges::stable_sort(texts, {}, [](const Value& text) { return text.text(); });
  return list_of(call.heap, texts, list_of_string);
}

constexpr Function table[] = {
    {"join", "string, any", join},
    {"split", "string, string", split},
    {"splitList", "string, string", split_list},
    {"splitn", "string, int, string", split_at_most},
    {"toStrings", "any", to_strings},
    {"sortAlpha", "any", sort_alpha},
};

}  // namespace

std::span<const Function> join_functions() { return table; }

}  // namespace fairlead::gotemplate
