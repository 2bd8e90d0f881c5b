// What Argo CD adds to the functions of an ApplicationSet's templates.
#include <algorithm>

#include "deploy/argo/set/set_run.h"
#include "emit/yaml_text.h"
#include "gotemplate/sprig/sprig.h"
#include "gotemplate/strconv/letter_case.h"
#include "gotemplate/strconv/runes.h"
#include "gotemplate/value/value_events.h"
#include "tree/yaml/value_text.h"

namespace fairlead::argo {
namespace {

using gotemplate::Call;
using gotemplate::Function;
using gotemplate::Value;

bool is_alphanumeric(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

std::string_view without(std::string_view signs, std::string_view text) {
  const std::size_t first = text.find_first_not_of(signs);
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(signs) - first + 1);
}

Value normalize(Call& call) { return call.made(normalized_name(call[0].text())); }

/// As gosimple/slug cuts it: at the last dash that fits, else in the middle.
std::string slug(std::string_view name, std::size_t most, bool smart) {
  std::string made = normalized_name(name);
  if (!smart && made.size() >= most) made.resize(most);
  std::string dashed;
  for (const char c : made) {
    const char sign = is_alphanumeric(c) ? c : '-';
    if (sign != '-' || !dashed.ends_with('-')) dashed += sign;
  }
  std::string_view cut = without("-_", dashed);
  if (!smart || most == 0 || cut.size() <= most) return std::string(cut);
  const std::size_t dash = cut.rfind('-', most);
  return std::string(cut.substr(0, dash == cut.npos ? most : dash));
}

/// `slugify NAME`, `slugify SIZE NAME`, `slugify SIZE SMART NAME`.
Value slugify(Call& call) {
  const std::size_t count = call.size();
  const bool fits = count > 0 && count < 4 && call[count - 1].is_string() &&
                    (count < 2 || call[0].type() == gotemplate::Type::int_) &&
                    (count < 3 || call[1].type() == gotemplate::Type::boolean);
  if (!fits) return call.fail("wrong arguments of slugify");
  const std::int64_t most = count > 1 ? std::max<std::int64_t>(call[0].integer(), 0) : 50;
  const bool smart = count < 3 || call[1].boolean();
  return call.made(slug(call[count - 1].text(), static_cast<std::size_t>(most), smart));
}

Value to_yaml(Call& call) {
  emit::Events events;
  TextBuilder out;
  std::string error = gotemplate::add_value(call[0], call.heap, events);
  if (!error.empty()) return call.fail(std::move(error));
  const emit::Written done =
      emit::write_yaml_value(events, emit::YamlForm::sigs, call.heap.arena(), out);
  return done ? call.heap.string(out) : call.fail(done.error());
}

template <Wanted wanted>
Value from_yaml(Call& call) {
  SourceMap& sources = call.heap.sources();
  TextBuilder text;
  if (!call.affords(8 * call[0].rope().size) || !call.heap.append(text, call[0].rope())) return {};
  const SourceId source = sources.add_made("fromYaml", std::move(text));
  const ValueText made = read_yaml_value(call.heap.arena(), sources, source, wanted);
  if (!made.error.empty()) return call.fail(made.error);
  if (made.root) return call.heap.thaw(Ref(made.root));
  if (wanted == Wanted::mapping) return Value::map(call.heap.map(), call.origin());
  return Value::list(call.heap.list(), call.origin());
}

constexpr Function own[] = {
    {"normalize", "string", normalize},
    {"slugify", "any...", slugify},
    {"toYaml", "any", to_yaml},
    {"fromYaml", "string", from_yaml<Wanted::mapping>},
    {"fromYamlArray", "string", from_yaml<Wanted::sequence>},
};

}  // namespace

gotemplate::Functions set_functions() {
  gotemplate::Functions all = gotemplate::sprig_functions();
  all.add(own);
  return all;
}

std::string normalized_name(std::string_view name) {
  constexpr std::size_t longest = 253;
  std::string made;
  for (std::size_t at = 0; at < name.size();) {
    const gotemplate::Rune rune = gotemplate::rune_at(name, at);
    const char32_t low = gotemplate::lower_case(rune.value);
    const char sign = low < 0x80 ? static_cast<char>(low) : '-';
    made += is_alphanumeric(sign) || sign == '.' ? sign : '-';
    at += rune.size;
  }
  if (made.size() > longest) made.resize(longest);
  return std::string(without("-.", made));
}

SetRun::SetRun(const FileSet& set_files, SourceMap& made_in, Arena& nodes)
    : files(set_files),
      sources(made_in),
      arena(nodes),
      heap(made_in, {.steps = 2'000'000, .bytes = 64u << 20}),
      functions(set_functions()) {}

}  // namespace fairlead::argo
