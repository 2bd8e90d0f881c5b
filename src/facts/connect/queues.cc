#include "facts/connect/queues.h"

#include <algorithm>
#include <array>

#include "base/glob.h"
#include "base/name_words.h"
#include "base/text.h"

namespace fairlead {
namespace {

/// Whether a variable of that name holds a queue's or stream's name: its last words say so.
bool names_queue(std::string_view name) {
  static constexpr std::array<std::string_view, 4> queue_words = {"queue", "stream", "queues",
                                                                  "streams"};
  auto words = name_words(name);
  if (!words.empty() && (words.back() == "name" || words.back() == "key")) words.pop_back();
  if (words.empty()) return false;
  return std::ranges::find(queue_words, words.back()) != queue_words.end() ||
         (words.size() > 1 && words.front() == "queue" && words.back() == "stream");
}

/// Whether a text can be a queue's name: a word with a separator in it, no number, URL or path.
bool is_queue_name(std::string_view text) {
  if (text.size() < 3 || text.size() > 200 || contains(text, "://") || text.starts_with('/'))
    return false;
  const bool plain = std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           contains("-_:./", std::string_view(&c, 1));
  });
  return plain && text.find_first_of("-_:./") != std::string_view::npos;
}

}  // namespace

std::vector<QueueName> queues_of(std::span<const ContainerSettings> settings,
                                 const ChartValues& chart, std::span<const Workload> workloads,
                                 std::span<const Program> programs) {
  std::vector<QueueName> queues;
  for (const ContainerSettings& each : settings) {
    for (const Setting& setting : each.settings) {
      if (!setting.value || !names_queue(setting.name) || !is_queue_name(setting.value.value))
        continue;
      queues.push_back({std::string(setting.value.value), setting.value.span(),
                        std::string(setting.name), each.workload->resource->label(), false});
    }
  }
  for (const ValuesLeaf& leaf : chart.leaves) {
    const WrittenText text = text_of(Ref(leaf.value));
    if (!text || !names_queue(leaf.key) || !is_queue_name(text.value)) continue;
    queues.push_back({std::string(text.value), text.span(), leaf.path, chart.name, false});
  }
  // Declared names count where the program runs, so that other units of the project do not repeat
  // them.
  for (const Program& program : programs) {
    const bool here = std::ranges::any_of(workloads, [&](const Workload& workload) {
      return path_matches(program.workload.text, workload.resource->name);
    });
    if (!here && program.workload.text != chart.name) continue;
    for (const auto& names : {program.consumes, program.produces}) {
      for (const Written& name : names)
        queues.push_back({name.text, name.at, "", program.workload.text, true});
    }
  }
  return queues;
}

}  // namespace fairlead
