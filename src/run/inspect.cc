#include "run/inspect.h"

#include <algorithm>

#include "base/text.h"
#include "deploy/render.h"
#include "deploy/types/format.h"
#include "redis/config/directives.h"

namespace fairlead {
namespace {

/// How many lines of a text are looked at.
constexpr std::size_t sample_lines = 2000;

struct LineCounts {
  std::size_t users = 0, sentinel = 0, directives = 0, others = 0;
};

LineCounts count_lines(std::string_view text) {
  LineCounts counts;
  std::size_t looked_at = 0;
  for (const std::string_view raw : split(text.substr(0, 1u << 20), '\n')) {
    const std::string_view line = trimmed(raw);
    if (line.empty() || line[0] == '#') continue;
    if (++looked_at > sample_lines) break;
    const std::string word = lower(line.substr(0, line.find_first_of(" \t")));
    if (word == "user") {
      ++counts.users;
    } else if (word == "sentinel") {
      ++counts.sentinel;
    } else if (redis::directive_exists(word, std::nullopt)) {
      ++counts.directives;
    } else {
      ++counts.others;
    }
  }
  return counts;
}

/// The lines in the order in which a server reads them, as one text that knows where they stand.
SourceId add_in_order(const redis::StartCheck& start, SourceMap& sources) {
  TextBuilder text;
  for (const redis::ReadPart& part : start.order) {
    const Span at{source_of(part.file), part.begin, part.end};
    const OriginId origin = sources.add_origin(at, OriginKind::joined);
    text.put(sources.text(at), origin, Copy::verbatim);
    if (!text.text().ends_with('\n')) text.synthetic("\n", origin);
  }
  return sources.add_made(start.files.front().path, std::move(text));
}

void build(Inspection& made) {
  Allowance allowance;
  made.facts = facts_of(made.unit, made.config,
                        render(made.unit, *made.set, Sites(), *made.sources, made.arena, allowance),
                        *made.sources);
}

}  // namespace

FileFormat guess_format(std::string_view name, std::string_view text) {
  if (const auto format = format_of(name)) return *format;
  const LineCounts counts = count_lines(text);
  const std::size_t known = counts.users + counts.sentinel + counts.directives;
  const bool named = lower(name).ends_with(".conf");
  if (!named && known <= counts.others) return FileFormat::yaml;
  if (counts.sentinel > 0) return FileFormat::sentinel_conf;
  if (named || counts.directives > 0) return FileFormat::redis_conf;
  return FileFormat::acl_file;
}

std::unique_ptr<Inspection> inspect(std::vector<InspectedText> texts, const std::string& version) {
  auto made = std::make_unique<Inspection>();
  if (!version.empty()) made->config.redis_version = version;
  made->files = std::make_unique<MemoryFiles>(std::map<std::string, std::string>());
  made->set = std::make_unique<FileSet>(*made->files);
  for (InspectedText& text : texts) {
    if (made->set->find(text.name)) continue;
    File& file = made->set->add(made->written, text.name, text.format, std::move(text.text));
    parse(file, made->written);
    made->unit.files.push_back(&file);
  }
  const Ref root = made->unit.files.empty() ? Ref() : first_root(*made->unit.files.front());
  const bool compose = root["services"] && !root["apiVersion"];
  made->unit.kind = compose ? UnitKind::compose : UnitKind::manifests;
  made->sources = std::make_unique<SourceMap>(&made->written);
  build(*made);
  return made;
}

std::unique_ptr<Inspection> inspect(const redis::StartCheck& start, FileFormat format,
                                    const std::string& version) {
  auto made = std::make_unique<Inspection>();
  if (!version.empty()) made->config.redis_version = version;
  made->files = std::make_unique<MemoryFiles>(std::map<std::string, std::string>());
  made->set = std::make_unique<FileSet>(*made->files);
  // In their order, as source_of() has it.
  for (const redis::ServerFile& file : start.files) made->written.add_written(file.path, file.text);
  made->sources = std::make_unique<SourceMap>(&made->written);
  const auto add = [&](SourceId source, FileFormat read_as) {
    auto& file = *made->made_files.emplace_back(std::make_unique<File>());
    file.path = made->sources->name(source);
    file.source = source;
    file.format = read_as;
    parse(file, *made->sources);
    made->unit.files.push_back(&file);
  };
  if (format != FileFormat::acl_file) add(add_in_order(start, *made->sources), format);
  if (start.acl_file) add(source_of(*start.acl_file), FileFormat::acl_file);
  made->unit.kind = UnitKind::manifests;
  build(*made);
  return made;
}

std::unique_ptr<Inspection> inspect(const std::string& name, std::string text, FileFormat format,
                                    const std::string& version) {
  std::vector<InspectedText> texts;
  texts.push_back({name, std::move(text), format});
  return inspect(std::move(texts), version);
}

}  // namespace fairlead
