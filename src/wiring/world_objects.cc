#include <fmt/format.h>

#include <algorithm>

#include "wiring/names/former_names.h"
#include "wiring/names/own_names.h"
#include "wiring/world.h"

// Objects of any kind, as references name them.

namespace fairlead {
namespace {

constexpr std::string_view service_kind = "Service";
constexpr std::string_view secret = "Secret";
constexpr std::string_view config_map = "ConfigMap";

ObjectAnswer answer_of(KeyAnswer keys) {
  ObjectAnswer answer;
  answer.answer = keys.holder;
  answer.elsewhere = std::move(keys.elsewhere);
  answer.at = keys.at;
  answer.reason = std::move(keys.reason);
  if (keys.holder == Answer::missing && !keys.keys.empty()) answer.near = keys.keys.front();
  return answer;
}

ObjectAnswer missing(std::string near, Span at, std::string elsewhere = {}) {
  ObjectAnswer answer;
  answer.answer = Answer::missing;
  answer.near = std::move(near);
  answer.at = at;
  answer.elsewhere = std::move(elsewhere);
  return answer;
}

/// Where a unit's own object has its name.
Span place_of(const Facts& facts, const UnitSummary::Object& object) {
  const auto resource = std::ranges::find_if(facts.resources, [&](const Resource& each) {
    return each.name == object.is.name && each.namespace_name == object.is.namespace_name &&
           kind_name(each.group(), each.kind) == object.is.kind;
  });
  return resource == facts.resources.end() ? Span() : resource->root["metadata"]["name"].span();
}

ObjectAnswer unknown(std::string reason) {
  ObjectAnswer answer;
  answer.reason = std::move(reason);
  return answer;
}

}  // namespace

ObjectAnswer World::object(const ObjectName& name, Origins origins) const {
  if (name.kind == secret || name.kind == config_map)
    return answer_of(key(name.kind == secret, name.name, name.namespace_name, ""));
  ObjectAnswer answer;
  const ServiceName as_service{name.name, name.namespace_name, "", false};
  if (is_always_there(name.kind, name.name)) answer.answer = Answer::found;
  if (name.kind == service_kind) answer.services = services_at(as_service);
  const UnitSummary::Object* elsewhere = nullptr;
  bool is_apart = false;
  for (const auto& [unit, object] : summaries_.objects(facts_.unit->world, name.name)) {
    if (object->is.kind != name.kind) continue;
    const bool is_here = object->cluster_scoped || object->is.namespace_name == name.namespace_name;
    const bool is_together =
        object->cluster_scoped ? !is_alternative(*unit) : together(*unit, name.namespace_name);
    if (is_here && is_together)
      answer.objects.push_back(object);
    else if (unit == &own_ && !object->is.namespace_name.empty() && !name.namespace_name.empty())
      elsewhere = object;
    else
      is_apart = true;
  }
  if (!answer.objects.empty() || !answer.services.empty()) answer.answer = Answer::found;
  if (answer.answer == Answer::found) return answer;
  if (is_apart) return unknown("one of that name is not known to be deployed beside it");
  return meant_object(name, origins, elsewhere);
}

const UnitSummary::Given* World::given(const ObjectName& workload,
                                       std::string_view container) const {
  const UnitSummary::Given* found = nullptr;
  for (const auto& [unit, given] : summaries_.given_to(facts_.unit->world, workload.name)) {
    const bool is_it = container.empty() ? given->is_first : given->container == container;
    if (!is_it || given->workload != workload || !together(*unit, workload.namespace_name))
      continue;
    if (found) return nullptr;
    found = given;
  }
  return found;
}

std::vector<const UnitSummary::ScaledBy*> World::scalers_elsewhere(
    const ObjectName& workload) const {
  std::vector<const UnitSummary::ScaledBy*> found;
  for (const auto& [unit, scaler] : summaries_.scalers_of(facts_.unit->world, workload.name)) {
    if (unit != &own_ && scaler->workload == workload && together(*unit, workload.namespace_name))
      found.push_back(scaler);
  }
  return found;
}

ObjectAnswer World::meant_object(const ObjectName& name, Origins origins,
                                 const UnitSummary::Object* elsewhere) const {
  const ServiceName as_service{name.name, name.namespace_name, "", false};
  const bool is_released = std::ranges::any_of(
      facts_.release_names, [&](const ReleaseName& made) { return made.fits(name.name); });
  if (facts_.open || is_released || is_named_by_creator(as_service))
    return unknown("something that is not rendered here may create it");
  if (elsewhere)
    return missing(elsewhere->is.name, place_of(facts_, *elsewhere), elsewhere->is.namespace_name);
  const FormerName* former =
      name.kind == service_kind ? former_service(facts_, as_service, name.namespace_name) : nullptr;
  if (former) return missing(former->now, former->by);
  if (const UnitSummary::Object* near = own_names().object(name))
    return missing(near->is.name, place_of(facts_, *near));
  if (name.kind == service_kind && is_closed(name.namespace_name)) return missing({}, {});
  if (may_be_created(as_service))
    return unknown("something that is not rendered here may create it");
  if (origins == Origins::beside && own_names().has_relative(name)) return missing({}, {});
  return unknown(fmt::format("the {} is not in view", short_kind(name.kind)));
}

}  // namespace fairlead
