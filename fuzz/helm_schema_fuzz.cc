// A schema and values: the input's parts, with a zero byte between them.
#include <cstdint>
#include <cstdlib>

#include "deploy/helm/schema/check.h"
#include "deploy/helm/schema/fault_words.h"
#include "deploy/helm/schema/formats/formats.h"
#include "tree/document.h"

namespace {

using namespace fairlead;

void require(bool holds) {
  if (!holds) std::abort();
}

void require_place(const SourceMap& sources, Span at) {
  if (!at.is_place()) return;
  require(at.begin <= at.end && at.end <= sources.text(at.source).size());
}

void require_places(const SourceMap& sources, const std::vector<helm::SchemaFault>& faults) {
  for (const helm::SchemaFault& fault : faults) {
    require(!fault.message.empty());
    require_place(sources, fault.at);
    require_place(sources, fault.schema);
    for (const Span at : fault.more) require_place(sources, at);
    require_places(sources, fault.causes);
  }
}

Span text(SourceMap& sources, std::string_view name, std::string_view text) {
  const auto size = static_cast<std::uint32_t>(text.size());
  return {sources.add_written(std::string(name), std::string(text)), 0, size};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t end = std::min(input.find('\0'), input.size());
  const std::string_view values = input.substr(std::min(end + 1, input.size()));
  SourceMap sources;
  Arena arena;
  const Span schema = text(sources, "values.schema.json", input.substr(0, end));
  const Tree tree = read_yaml(arena, sources, text(sources, "values.yaml", values).source);
  static helm::DraftSchemas drafts;  // which is most of the time otherwise
  const auto faults =
      helm::schema_faults(Ref(tree.documents[0].root), schema, sources, arena, drafts);
  if (!faults) {
    require(!faults.error().message.empty());
    require_place(sources, faults.error().at);
    return 0;
  }
  require_places(sources, *faults);
  require(faults->empty() == helm::words_of(*faults).empty());
  for (const std::string_view format :
       {"date", "time", "date-time", "duration", "period", "ipv4", "ipv6", "hostname", "email",
        "uri", "uri-reference", "uri-template", "json-pointer", "relative-json-pointer", "uuid",
        "semver"})
    helm::format_check(format)(values);
  return 0;
}
