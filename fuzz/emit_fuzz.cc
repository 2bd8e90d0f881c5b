#include <cstdint>
#include <cstdlib>

#include "emit/node_events.h"
#include "emit/toml_text.h"
#include "emit/yaml_text.h"
#include "tree/document.h"
#include "tree/yaml/value_text.h"

namespace {

using namespace fairlead;

void require(bool holds) {
  if (!holds) std::abort();
}

/// A text that was read, and what is written of it.
struct Written {
  bool is_good = false;
  std::string json, yaml, pretty;
};

/// Whether each run knows where it is from, and only once.
void check_runs(SourceMap& sources, TextBuilder& out) {
  const SourceId made = sources.add_made("made", std::move(out));
  const auto size = static_cast<std::uint32_t>(sources.text(made).size());
  for (const Way& way : sources.trace({made, 0, size}))
    require(way.written().end <= sources.text(way.written().source).size());
}

Written write(std::string text, emit::Numbers numbers) {
  SourceMap sources;
  Arena arena;
  const SourceId source = sources.add_written("fuzz", std::move(text));
  const ValueText read = read_yaml_value(arena, sources, source, Wanted::mapping);
  emit::Events events;
  Written written;
  if (!read.root || !emit::add_tree(read.root, numbers, sources, events).empty()) return written;
  TextBuilder json, yaml, pretty, toml;
  written.is_good = write_json(events, emit::JsonForm::compact, json) &&
                    write_yaml(events, emit::YamlForm::sigs, arena, yaml);
  require(write_yaml(events, emit::YamlForm::pretty, arena, pretty).has_value());
  static_cast<void>(write_toml(events, toml));
  written.json = json.text();
  written.yaml = yaml.text();
  written.pretty = pretty.text();
  check_runs(sources, yaml);
  return written;
}

/// Whether the way through JSON changes a value: a U+0085 folds, and zero has no sign in YAML.
bool changes(const std::string& json) {
  return json.find("\xc2\x85") != json.npos || json.find("-0") != json.npos;
}

}  // namespace

/// What is written and read again is the same value, and written again the same text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t much = 1 << 20;  // aliases may make more than may be read
  const std::string text(reinterpret_cast<const char*>(data), size);
  static_cast<void>(write(text, emit::Numbers::exact));
  const Written first = write(text, emit::Numbers::helm);
  // go-yaml writes a key `<<` without quotes, and merges it when it reads that.
  const bool merges = first.yaml.find("<<:") != first.yaml.npos;
  if (!first.is_good || merges || first.yaml.size() > much) return 0;
  const Written again = write(first.yaml, emit::Numbers::helm);
  require(again.is_good && again.yaml == first.yaml);
  if (!changes(first.json)) require(again.json == first.json);
  return 0;
}
