#include "run/projects/consumers.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "facts/client/program.h"
#include "facts/cluster/image.h"
#include "lint/words.h"

namespace fairlead {
namespace {

/// A queue that something takes from.
struct Taker {
  std::string_view queue;
  bool assumed = false;  ///< it is the library's default: the command line names none
  Span at;
  std::string_view workload;
  const redis::ClientLibrary* library = nullptr;  ///< null: not known
};

/// What is deployed to one place: the units of a world.
struct Place {
  bool asked = false, open = false;
  std::vector<Taker> takers;
  std::vector<std::string_view> unread;  ///< workloads that may take from any queue
  std::map<const Written*, const Program*> produced;

  void add(const ProjectUnit& unit) {
    asked = asked || unit.asked;
    open = open || unit.open;
    for (const Workload& workload : unit.facts->workloads) {
      const bool declared = add_declared(unit, workload);
      if (!add_started(unit, workload) && !declared && !is_server(workload))
        unread.push_back(workload.resource->name);
    }
  }

 private:
  /// Whether it is said which queues the workload uses.
  bool add_declared(const ProjectUnit& unit, const Workload& workload) {
    bool declared = false;
    for (const Program* program : programs_of(*unit.facts->config, workload.resource->name)) {
      for (const Written& queue : program->produces) produced.emplace(&queue, program);
      const auto* library = program->uses.size() == 1 ? program->uses.front().library : nullptr;
      for (const auto* queues : {&program->consumes, &program->queues}) {
        for (const Written& queue : *queues)
          takers.push_back({queue.text, false, queue.at, program->workload.text, library});
      }
      declared = declared || !program->produces.empty() || !program->consumes.empty() ||
                 !program->queues.empty();
    }
    return declared;
  }

  /// Whether the command line of each of its containers says what the workload takes from.
  bool add_started(const ProjectUnit& unit, const Workload& workload) {
    bool all = !workload.containers.empty();
    for (const Container& container : workload.containers) {
      if (container.init) continue;
      bool told = false;
      for (const ClientAt& client : unit.facts->clients) {
        if (client.workload == &workload && client.container == &container &&
            client.evidence == ClientEvidence::command)
          told = add_command(unit, container, client) || told;
      }
      all = all && (told || served_by(container) != ServerKind::unknown);
    }
    return all;
  }

  bool add_command(const ProjectUnit& unit, const Container& container, const ClientAt& client) {
    if (client.role == redis::ClientRole::producer) return true;
    const auto open_word = [](Ref word) { return contains(word.text(), "$"); };
    if (std::ranges::any_of(container.command, open_word) ||
        std::ranges::any_of(container.args, open_word))
      return false;
    const std::string_view name = client.workload->resource->name;
    for (const Written& queue : client.queues)
      takers.push_back(
          {queue.text, false, unit.sources->blame(queue.at).edit, name, client.library});
    if (!client.queues.empty()) return true;
    // The others may be told their queues by files.
    if (client.library->id != "celery") return false;
    takers.push_back(
        {client.library->queue, true, unit.sources->blame(client.at).edit, name, client.library});
    return true;
  }

  static bool is_server(const Workload& workload) {
    return std::ranges::all_of(workload.containers, [](const Container& container) {
      return served_by(container) != ServerKind::unknown;
    });
  }
};

/// A name without what stands between its words.
std::string letters_of(std::string_view name) {
  std::string letters(name);
  std::erase_if(letters, [](char c) { return contains("-_:./", std::string_view(&c, 1)); });
  return letters;
}

class Consumers {
 public:
  Consumers(const Project& project, const SourceMap& written, ProjectFindings& found)
      : project_(project), written_(written), found_(found) {}

  void check(const Place& place) {
    for (const auto& [queue, program] : place.produced) {
      if (is_taken(place, *queue)) continue;
      const std::vector<const Taker*> takers = of_its_kind(place, *program);
      const Written* elsewhere = takers.empty() ? taken_elsewhere(*queue) : nullptr;
      if (takers.empty() && !elsewhere)
        unknown(*queue, "nothing says that what takes from it belongs here");
      else if (place.open)
        unknown(*queue, "something that is not rendered here may take from it");
      else if (!place.unread.empty())
        unknown(*queue, "a workload may take from it whose queues nothing says");
      else
        report(*queue, *program, takers, elsewhere);
    }
  }

 private:
  /// Whether something does, or would but for separators: queue/separator-mismatch says that.
  static bool is_taken(const Place& place, const Written& queue) {
    return std::ranges::any_of(place.takers, [&](const Taker& taker) {
      return taker.queue == queue.text ||
             (!taker.library && letters_of(taker.queue) == letters_of(queue.text));
    });
  }

  /// What takes from other queues of the library that the program uses.
  static std::vector<const Taker*> of_its_kind(const Place& place, const Program& program) {
    std::vector<const Taker*> takers;
    for (const Taker& taker : place.takers) {
      const bool fits = std::ranges::any_of(
          program.uses, [&](const UsedClient& used) { return used.library == taker.library; });
      if (fits) takers.push_back(&taker);
    }
    return takers;
  }

  /// The entry of a program that takes from it, and is not deployed here.
  const Written* taken_elsewhere(const Written& queue) const {
    for (const Program& program : project_.config->programs) {
      const auto entry = std::ranges::find(program.consumes, queue.text, &Written::text);
      if (entry != program.consumes.end()) return &*entry;
    }
    return nullptr;
  }

  void unknown(const Written& queue, std::string reason) {
    found_.unknown.push_back({written_.name(queue.at.source), queue.at,
                              fmt::format("queue `{}`", queue.text), std::move(reason)});
  }

  void report(const Written& queue, const Program& program, std::vector<const Taker*> takers,
              const Written* elsewhere) {
    Finding* finding = add_finding(
        "workload/missing-consumer", project_, written_, queue.at,
        fmt::format("`{}` puts jobs into `{}`, and no workload deployed with it takes from there",
                    program.workload.text, queue.text),
        found_);
    if (!finding) return;
    finding->caption = "its jobs stay";
    if (std::ranges::any_of(takers, &Taker::assumed)) {
      finding->severity = std::min(finding->severity, Severity::warning);
      finding->confidence = Confidence::medium;
    }
    // What was meant comes first, since of several at one place only one is shown.
    const auto rest = std::ranges::stable_partition(takers, [&](const Taker* taker) {
      return letters_of(taker->queue) == letters_of(queue.text);
    });
    if (elsewhere)
      finding->help = "deploy the workload that takes from it";
    else if (rest.begin() != takers.begin())
      finding->help = fmt::format("write one name in both places: `{}` takes from `{}`",
                                  takers.front()->workload, takers.front()->queue);
    else
      finding->help = fmt::format("name `{}` among the queues of a worker", queue.text);
    add_labels(takers, *finding);
    if (elsewhere) add_label(*finding, elsewhere->at, "what takes from it is not deployed there");
  }

  static void add_labels(const std::vector<const Taker*>& takers, Finding& finding) {
    for (const Taker* taker : takers) {
      if (std::ranges::find(finding.labels, taker->at, &Label::at) != finding.labels.end())
        continue;
      add_label(finding, taker->at,
                fmt::format("`{}` takes from `{}`{}", taker->workload, taker->queue,
                            taker->assumed ? ", since no queue is named" : ""));
    }
  }

  const Project& project_;
  const SourceMap& written_;
  ProjectFindings& found_;
};

}  // namespace

void find_missing_consumers(const Project& project, const SourceMap& written,
                            ProjectFindings& found) {
  const auto produces = [](const Program& each) { return !each.produces.empty(); };
  if (std::ranges::none_of(project.config->programs, produces)) return;
  std::map<WorldId, Place> places;
  for (const ProjectUnit& unit : project.units) places[unit.facts->unit->world].add(unit);
  Consumers consumers(project, written, found);
  for (const auto& [world, place] : places) {
    if (place.asked) consumers.check(place);
  }
}

}  // namespace fairlead
