// Regular expressions; RE2 is what Go's are made after.
#include "base/regex.h"
#include "gotemplate/sprig/casts.h"
#include "gotemplate/sprig/sprig.h"
#include "gotemplate/strconv/runes.h"

namespace fairlead::gotemplate {
namespace {

/// Compiles a pattern and takes the steps for that; nothing, and why, where it is none.
std::optional<Regex> compiled_within(Call& call, std::string& error) {
  constexpr std::uint64_t of_a_letter = 64;  // of the pattern, in bytes
  const std::string_view written = call[0].text();
  Budget& budget = call.heap.budget();
  if (!budget.step(written.size()) || !budget.room(of_a_letter * written.size())) {
    error = budget.refused();
    return std::nullopt;
  }
  auto pattern = Regex::compiled(written, error);
  if (!pattern && error == Regex::too_large) budget.refuse(Regex::too_large);
  return pattern;
}

/// Takes the steps for matching so many bytes with all that may be kept on the way, of which
/// `ahead` are most likely not looked at or cheaply.
bool matches_within(Call& call, const Regex& pattern, std::uint64_t bytes,
                    std::uint64_t ahead = 0) {
  constexpr std::uint64_t of_a_step = 16, ahead_of_a_step = 256;
  const std::uint64_t size = pattern.instructions();
  return call.heap.budget().step(1 + size * bytes / of_a_step + size * ahead / ahead_of_a_step);
}

std::optional<Regex> compiled(Call& call) {
  std::string error;
  auto pattern = compiled_within(call, error);
  if (!pattern) call.fail("regexp: Compile(`" + std::string(call[0].text()) + "`): " + error);
  return pattern;
}

/// The same for functions that give the error itself.
std::optional<Regex> compiled_or_error(Call& call) {
  std::string error;
  auto pattern = compiled_within(call, error);
  if (!pattern) call.fail(std::move(error));
  return pattern;
}

using Compile = std::optional<Regex> (*)(Call&);
using Groups = std::vector<std::string_view>;

/// Calls `each` with every match, `most` at most (below 0: all). An empty one next to the one
/// before is none.
template <typename Each>
void for_matches(Call& call, const Regex& pattern, std::string_view text, std::int64_t most,
                 Each each) {
  std::size_t from = 0, last_end = std::string_view::npos;
  for (std::int64_t count = 0; (most < 0 || count < most) && from <= text.size();) {
    if (!matches_within(call, pattern, pattern.group_count(), text.size() - from)) return;
    const Groups groups = pattern.groups(text, from);
    if (groups.empty()) return;
    const auto begin = static_cast<std::size_t>(groups[0].data() - text.data());
    const std::size_t end = begin + groups[0].size();
    if (!matches_within(call, pattern, end - from)) return;
    if (!groups[0].empty() || begin != last_end) {
      each(groups, begin, end);
      ++count;
    }
    last_end = end;
    from = end > from || !groups[0].empty() ? end : from;
    if (groups[0].empty()) from = end + std::max(1u, rune_at(text, end).size);
  }
}

bool found_in(Call& call, const Regex& pattern) {
  const std::string_view text = call[1].text();
  return matches_within(call, pattern, text.size()) && pattern.found_in(text);
}

Value match(Call& call) {
  std::string error;
  const auto pattern = compiled_within(call, error);
  return Value::boolean(pattern && found_in(call, *pattern));
}

Value must_match(Call& call) {
  const auto pattern = compiled_or_error(call);
  return pattern ? Value::boolean(found_in(call, *pattern)) : Value();
}

Value found(Call& call, Compile compile) {
  const auto pattern = compile(call);
  if (!pattern || !matches_within(call, *pattern, pattern->group_count() + call[1].rope().size))
    return {};
  const Groups groups = pattern->groups(call[1].text());
  if (groups.empty()) return call.made("");
  const auto begin = static_cast<std::size_t>(groups[0].data() - call[1].text().data());
  return part_of(call.heap, call[1], begin, begin + groups[0].size());
}

Value all_found(Call& call, Compile compile) {
  const auto pattern = compile(call);
  if (!pattern) return {};
  List* made = call.heap.list(list_of_string);
  for_matches(call, *pattern, call[1].text(), call[2].integer(),
              [&](const Groups&, std::size_t begin, std::size_t end) {
                made->push(part_of(call.heap, call[1], begin, end));
              });
  if (made->size() == 0) made->make_nil();
  return Value::list(made, call[1].origin());
}

/// A group by what a replacement calls it: its number or its name.
std::string_view group_of(const Regex& pattern, const Groups& groups, std::string_view name) {
  std::size_t number = 0;
  bool is_number = !name.empty();
  for (const char c : name) {
    is_number = is_number && c >= '0' && c <= '9' && number < 1000;
    number = number * 10 + static_cast<std::size_t>(c - '0');
  }
  if (is_number && name.size() > 1 && name[0] == '0') is_number = false;
  if (!is_number) {
    number = pattern.group_number(name);
    if (number == 0) return {};
  }
  return number < groups.size() ? groups[number] : std::string_view();
}

/// The name behind a `$`, which is taken away with its braces; nothing where there is none.
std::optional<std::string_view> taken_name(std::string_view& rest) {
  const bool braced = rest.starts_with('{');
  std::size_t size = braced ? 1 : 0;
  const std::size_t begin = size;
  while (size < rest.size()) {
    const Rune rune = rune_at(rest, size);
    if (!is_word(rune.value)) break;
    size += rune.size;
  }
  if (size == begin || (braced && (size >= rest.size() || rest[size] != '}'))) return std::nullopt;
  const std::string_view name = rest.substr(begin, size - begin);
  rest.remove_prefix(size + (braced ? 1 : 0));
  return name;
}

/// Appends a replacement with what `$1`, `${name}` and `$$` in it stand for.
void expand(Call& call, const Regex& pattern, const Groups& groups, TextBuilder& out) {
  const BuiltText& text = call[2].rope();
  const std::string_view all = text.text();
  std::string_view rest = all;
  const auto at = [&] { return static_cast<std::uint32_t>(all.size() - rest.size()); };
  while (!rest.empty()) {
    const std::uint32_t from = at();
    rest.remove_prefix(std::min(rest.find('$'), rest.size()));
    if (!call.heap.append(out, text, from, at()) || rest.empty()) return;
    rest.remove_prefix(1);
    if (rest.starts_with('$')) {
      out.append(text, at(), at() + 1);
      rest.remove_prefix(1);
    } else if (const auto name = taken_name(rest)) {
      const std::string_view group = group_of(pattern, groups, *name);
      if (group.empty()) continue;
      const auto begin = static_cast<std::uint32_t>(group.data() - call[1].text().data());
      const auto end = begin + static_cast<std::uint32_t>(group.size());
      if (!call.heap.append(out, call[1].rope(), begin, end)) return;
    } else {
      out.append(text, at() - 1, at());
    }
  }
}

Value replaced(Call& call, Compile compile, bool expands) {
  const auto pattern = compile(call);
  if (!pattern) return {};
  TextBuilder out;
  const BuiltText& text = call[1].rope();
  std::uint32_t plain = 0;
  for_matches(call, *pattern, text.text(), -1,
              [&](const Groups& groups, std::size_t begin, std::size_t end) {
                if (!call.heap.append(out, text, plain, static_cast<std::uint32_t>(begin))) return;
                plain = static_cast<std::uint32_t>(end);
                if (expands)
                  expand(call, *pattern, groups, out);
                else
                  call.heap.append(out, call[2].rope());
              });
  out.append(text, plain, text.size);
  return call.heap.string(out);
}

Value split(Call& call, Compile compile) {
  const auto pattern = compile(call);
  if (!pattern) return {};
  const std::int64_t most = call[2].integer();
  const std::string_view text = call[1].text();
  if (most == 0) return call.heap.nil_list(list_of_string);
  List* made = call.heap.list(list_of_string);
  if (text.empty() && !call[0].text().empty()) {
    made->push(call[1]);
    return Value::list(made, call[1].origin());
  }
  std::size_t plain = 0, last_begin = 0;
  for_matches(call, *pattern, text, most, [&](const Groups&, std::size_t begin, std::size_t end) {
    if (most > 0 && static_cast<std::int64_t>(made->size()) >= most - 1) return;
    last_begin = begin;
    if (end != 0) made->push(part_of(call.heap, call[1], plain, begin));
    plain = end;
  });
  if (last_begin != text.size()) made->push(part_of(call.heap, call[1], plain, text.size()));
  return Value::list(made, call[1].origin());
}

Value find_(Call& call) { return found(call, compiled); }
Value must_find(Call& call) { return found(call, compiled_or_error); }
Value find_all(Call& call) { return all_found(call, compiled); }
Value must_find_all(Call& call) { return all_found(call, compiled_or_error); }
Value replace(Call& call) { return replaced(call, compiled, true); }
Value must_replace(Call& call) { return replaced(call, compiled_or_error, true); }
Value replace_literal(Call& call) { return replaced(call, compiled, false); }
Value must_replace_literal(Call& call) { return replaced(call, compiled_or_error, false); }
Value split_(Call& call) { return split(call, compiled); }
Value must_split(Call& call) { return split(call, compiled_or_error); }

Value quote_meta(Call& call) {
  TextBuilder out;
  const BuiltText& text = call[0].rope();
  for (std::uint32_t at = 0; at < text.size; ++at) {
    if (std::string_view("\\.+*?()|[]{}^$").find(text.text()[at]) != std::string_view::npos)
      out.synthetic("\\");
    if (!call.heap.append(out, text, at, at + 1)) return {};
  }
  return call.heap.string(out);
}

constexpr Function table[] = {
    {"regexMatch", "string, string", match},
    {"mustRegexMatch", "string, string", must_match},
    {"regexFind", "string, string", find_},
    {"mustRegexFind", "string, string", must_find},
    {"regexFindAll", "string, string, int", find_all},
    {"mustRegexFindAll", "string, string, int", must_find_all},
    {"regexReplaceAll", "string, string, string", replace},
    {"mustRegexReplaceAll", "string, string, string", must_replace},
    {"regexReplaceAllLiteral", "string, string, string", replace_literal},
    {"mustRegexReplaceAllLiteral", "string, string, string", must_replace_literal},
    {"regexSplit", "string, string, int", split_},
    {"mustRegexSplit", "string, string, int", must_split},
    {"regexQuoteMeta", "string", quote_meta},
};

}  // namespace

std::span<const Function> regex_functions() { return table; }

}  // namespace fairlead::gotemplate
