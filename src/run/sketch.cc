#include "run/sketch.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "base/text.h"

namespace fairlead {
namespace {

constexpr std::size_t most_names =
    200;  // of workloads, and of Services: a sketch is read by a person

/// Whether a name can stand in YAML as it is. Names of objects and variables are nearly always so;
/// the others are left out, so that no text of the input becomes anything but a name.
bool is_plain(std::string_view name) {
  constexpr std::array<std::string_view, 9> words = {"y",   "n",    "yes",   "no",  "on",
                                                     "off", "true", "false", "null"};
  if (name.empty() || name.size() > 253 || !std::isalpha(static_cast<unsigned char>(name[0])))
    return false;
  const bool letters = std::ranges::all_of(name, [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_' || c == '.';
  });
  return letters && std::ranges::find(words, lower(name)) == words.end();
}

constexpr std::string_view head =
    R"(# What no manifest says: what programs read and do, and what exists elsewhere. Made by `fairlead init` from what it
# found; nothing in it is in force yet. Take out the `#` of what is true. `fairlead schema config` describes all of it, also to
# editors.
)";

constexpr std::string_view tail = R"(
# Where no image says it.
#redis:
#  version: "7.0"

# Rules that are judged otherwise here, everywhere or in some files: error, warning, note, off. `fairlead rules` lists them.
#severities:
#  redis/no-password: warning
#overrides:
#  - paths: ["legacy/**"]
#    severities: {redis/no-password: off}

# What is not deployed.
#exclude: ["examples/**"]
)";

std::string programs_part(const Sketch& sketch) {
  std::string out =
      "\n# What each program needs. `reads`: the variables without which it does not work; keep "
      "those that it does "
      "read.\n# `consumes` and `produces`: its queues. `uses`: its queue library, where nothing "
      "here shows it.\n"
      "#programs:\n";
  if (sketch.workloads.empty()) out += "#  - workload: my-worker\n#    reads: [REDIS_URL]\n";
  for (const auto& [name, workload] : sketch.workloads) {
    out += fmt::format("#  - workload: {}    # {}\n", name, workload.label);
    if (!workload.variables.empty())
      out += fmt::format("#    reads: [{}]\n", fmt::join(workload.variables, ", "));
    if (!workload.libraries.empty())
      out += fmt::format("#    uses: [{}]    # found\n#    queues: []\n",
                         fmt::join(workload.libraries, ", "));
  }
  return out;
}

std::string externals_part(const Sketch& sketch) {
  std::string out =
      "\n# What exists although nothing here makes it; without `ports`, any port. A cluster can be "
      "asked instead:\n"
      "#   kubectl get svc,secret,cm -A -o json | fairlead inventory > fairlead-inventory.yaml\n"
      "#externals:\n#  services:\n";
  if (sketch.services.empty())
    out += "#    - {name: postgres, namespace: databases, ports: [5432]}\n";
  std::set<std::string_view> namespaces;
  for (const auto& [place, who] : sketch.services) {
    out +=
        fmt::format("#    - {{name: {}, namespace: {}}}    # {}\n", place.first, place.second, who);
    namespaces.insert(place.second);
  }
  out += fmt::format("#  closed-namespaces: [{}]    # nothing else is there\n",
                     fmt::join(namespaces, ", "));
  return out;
}

}  // namespace

void add_to_sketch(const Facts& facts, const World& world, const SourceMap& sources,
                   Sketch& sketch) {
  if (facts.unit->kind == UnitKind::compose) return;
  const auto workload_of = [&](const Workload& workload) -> Sketch::Workload* {
    const std::string name(workload.resource->name);
    const std::string label = workload.resource->label();
    const bool known = sketch.workloads.contains(name);
    if (!is_plain(name) || (!known && sketch.workloads.size() >= most_names)) return nullptr;
    Sketch::Workload& sketched = sketch.workloads[name];
    sketched.label = label;
    return &sketched;
  };
  for (const ContainerSettings& settings : facts.settings) {
    Sketch::Workload* workload = workload_of(*settings.workload);
    for (const Setting& setting : settings.settings) {
      if (workload && is_plain(setting.name)) workload->variables.emplace(setting.name);
    }
  }
  for (const ClientAt& client : facts.clients) {
    Sketch::Workload* workload = client.workload ? workload_of(*client.workload) : nullptr;
    if (workload && !client.program) workload->libraries.emplace(client.library->id);
  }
  for (const Endpoint& endpoint : facts.endpoints) {
    if (host_kind(endpoint.host) != HostKind::in_cluster) continue;
    const ServiceAnswer answer =
        world.service(endpoint.host, endpoint.namespace_name, endpoint.product);
    const ServiceName& name = answer.name;
    if (answer.answer != Answer::unknown || !is_plain(name.name) || !is_plain(name.namespace_name))
      continue;
    // One of that name in another namespace is more likely a mistake than another one.
    if (!world.services_named(name.name).empty()) continue;
    if (sketch.services.size() >= most_names || !is_plain(endpoint.variable)) continue;
    const Span at = sources.blame(endpoint.at).edit;
    const std::string who =
        fmt::format("{}, line {}", endpoint.variable, sources.position(at.source, at.begin).line);
    sketch.services.try_emplace({name.name, name.namespace_name}, who);
  }
}

std::string sketched_config(const Sketch& sketch) {
  return fmt::format("{}{}{}{}", head, programs_part(sketch), externals_part(sketch), tail);
}

}  // namespace fairlead
