#include "run/projects/service_names.h"

#include <algorithm>

#include "base/name_words.h"
#include "facts/client/program.h"

namespace fairlead {
namespace {

constexpr std::string_view consumer_words[] = {"worker", "workers", "consumer", "consumers"};

}  // namespace

bool may_be_service(const NameWords& deployed, const NameWords& service) {
  if (service.empty() || deployed.empty()) return false;
  if (!std::ranges::search(deployed, service).empty()) return true;
  return deployed.size() <= service.size() &&
         std::equal(deployed.rbegin(), deployed.rend(), service.rbegin());
}

bool takes_jobs(const Facts& facts, const Workload& workload) {
  const std::string_view name = workload.resource->name;
  const auto programs = programs_of(*facts.config, name);
  if (std::ranges::any_of(programs, [](const Program* each) { return !each->consumes.empty(); }))
    return true;
  const bool starts = std::ranges::any_of(facts.clients, [&](const ClientAt& client) {
    return client.workload == &workload && client.evidence == ClientEvidence::command &&
           client.role == redis::ClientRole::worker;
  });
  const NameWords words = name_words(name);
  return starts || std::ranges::any_of(consumer_words, [&](std::string_view each) {
           return has_word(words, each);
         });
}

}  // namespace fairlead
