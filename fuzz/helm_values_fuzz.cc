// Values, however they are given, and a chart of three: the input's parts are its files and
// options.
#include <array>
#include <cstdint>
#include <cstdlib>

#include "deploy/helm/chart/documents.h"
#include "deploy/helm/chart/load.h"
#include "deploy/helm/values/chart_release.h"

namespace {

using namespace fairlead;

void require(bool holds) {
  if (!holds) std::abort();
}

constexpr std::string_view listed =
    "dependencies:\n- {name: s, version: '*', condition: s.on, tags: [one], import-values: [data, "
    "{child: a, parent: b}, {child: b, parent: b.c}]}\n- {name: s, version: '*', alias: y}\n";

/// Looks at every place that a value leads to.
void visit(const SourceMap& sources, Ref place, int depth, int& budget) {
  if (!place || depth > 300 || --budget < 0) return;
  const Span at = place.span();
  if (at.is_place()) {
    require(at.begin <= at.end && at.end <= sources.text(at.source).size());
    sources.blame(at);
  }
  for (const Node* item : place.items()) visit(sources, Ref(item), depth + 1, budget);
  for (const Entry& entry : place.entries()) visit(sources, Ref(entry), depth + 1, budget);
}

/// The input's parts, with a zero byte between them.
class Parts {
 public:
  explicit Parts(std::string_view text) : rest_(text) {}
  std::string next() {
    const std::size_t end = std::min(rest_.find('\0'), rest_.size());
    const std::string part(rest_.substr(0, end));
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    return part;
  }

 private:
  std::string_view rest_;
};

void add_given(Parts& parts, SourceMap& sources, Arena& arena, helm::Given& given) {
  const std::string text = parts.next();
  const SourceId source = sources.add_written("layer", text);
  const auto documents = helm::values_of(read_yaml(arena, sources, source), text,
                                         helm::Reading::each, helm::Stage::values);
  if (documents) given.layers.push_back(*documents);
  for (auto* items : {&given.set, &given.set_json, &given.set_string, &given.set_literal}) {
    const std::string item = parts.next();
    if (item.empty()) continue;
    const auto size = static_cast<std::uint32_t>(item.size());
    items->push_back({sources.add_written("option", item), 0, size});
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Parts parts({reinterpret_cast<const char*>(data), size});
  const std::string name = "apiVersion: v2\nversion: 1.0.0\nname: ";
  const MemoryFiles files({{"Chart.yaml", name + "t\n" + std::string(listed)},
                           {"values.yaml", parts.next()},
                           {"charts/s/values.yaml", parts.next()},
                           {"charts/s/Chart.yaml", name + "s\n" + parts.next()},
                           {"charts/s/charts/u/Chart.yaml", name + "u\n"},
                           {"charts/s/charts/u/values.yaml", parts.next()}});
  for (const helm::Version version : {helm::Version::v4, helm::Version::v3}) {
    SourceMap sources;
    Arena arena;
    helm::Given given;
    Parts options = parts;
    add_given(options, sources, arena, given);
    helm::LoadOptions load;
    load.version = version;
    const auto chart = helm::ChartLoader(files, sources, arena, load).load("");
    if (!chart) {
      require(!chart.error().message.empty());
      continue;
    }
    helm::ReleaseOptions how;
    how.version = version;
    const auto release = helm::make_release(*chart, given, how, sources, arena);
    int budget = 10'000;
    if (release) visit(sources, Ref(release->values), 0, budget);
  }
  return 0;
}
