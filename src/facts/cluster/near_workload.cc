#include "facts/cluster/near_workload.h"

#include <algorithm>

#include "base/text.h"
#include "facts/cluster/selection.h"

namespace fairlead {
namespace {

/// The label that a pair of a selector nearly names: the same key with a near value, or the same
/// value under another key.
const LabelAt* near_label(const Workload& workload, const LabelAt& wanted) {
  if (const LabelAt* label = find_label(workload.labels, wanted.key)) {
    const std::string_view values[] = {label->value};
    return nearest(wanted.value, values).empty() ? nullptr : label;
  }
  const auto found = std::ranges::find(workload.labels, wanted.value, &LabelAt::value);
  return found == workload.labels.end() ? nullptr : &*found;
}

/// What keeps a Service from a workload. Without a workload where its labels are not near, unless
/// it is meant `by_name`; without a pair where nothing does.
NearWorkload compared(const Workload& workload, const Service& service, bool by_name) {
  NearWorkload near{&workload, nullptr, nullptr};
  for (const LabelAt& wanted : service.selector) {
    const LabelAt* own = find_label(workload.labels, wanted.key);
    if (own && own->value == wanted.value) continue;
    const LabelAt* label = near_label(workload, wanted);
    if (!by_name && !label) return {};
    if (near.wanted) continue;
    near.wanted = &wanted;
    near.label = label ? label : own;
  }
  return near;
}

/// What comparisons look at of a workload.
using Looks =
    std::pair<std::string_view, std::vector<std::pair<std::string_view, std::string_view>>>;

Looks looks_of(const Workload& workload) {
  Looks looks{workload.resource->namespace_name, {}};
  for (const LabelAt& label : workload.labels) looks.second.emplace_back(label.key, label.value);
  return looks;
}

}  // namespace

/// The workloads that one pair of a selector may be meant for, in order: those with a near value
/// under its key, and those without the key that have the value.
class NearWorkloads::Stream {
 public:
  Stream(const NearWorkloads& all, std::string_view namespace_name, const LabelAt& wanted) {
    const auto keyed = all.by_key_.find({namespace_name, wanted.key});
    if (keyed != all.by_key_.end()) {
      labelled_ = &keyed->second;
      // Equal ones pass, too, however long.
      near_.emplace(*labelled_->near, wanted.value, most_slips(wanted.value).value_or(0));
      take_near();
    }
    const auto valued = all.by_value_.find({namespace_name, wanted.value});
    if (valued != all.by_value_.end()) valued_ = valued->second;
  }

  std::optional<std::size_t> next() {
    if (!next_near_ && valued_.empty()) return std::nullopt;
    if (next_near_ && (valued_.empty() || *next_near_ <= valued_.front())) {
      const std::size_t number = *next_near_;
      take_near();
      return number;
    }
    const std::size_t number = valued_.front();
    valued_ = valued_.subspan(1);
    return number;
  }

 private:
  void take_near() {
    const auto place = near_->next();
    next_near_ = place ? std::optional(labelled_->workloads[*place]) : std::nullopt;
  }

  const Labelled* labelled_ = nullptr;
  std::optional<NearNames::Search> near_;
  std::optional<std::size_t> next_near_;
  std::span<const std::size_t> valued_;
};

NearWorkloads::NearWorkloads(std::span<const Workload> workloads) : workloads_(workloads) {
  std::set<Looks> seen;
  for (std::size_t i = 0; i < workloads.size(); ++i) {
    const Resource& resource = *workloads[i].resource;
    by_name_[{resource.namespace_name, resource.name}].push_back(i);
    for (const LabelAt& label : workloads[i].labels) {
      const auto slash = label.key.find('/');
      if (slash != label.key.npos) domains_.insert(label.key.substr(0, slash + 1));
    }
    if (seen.insert(looks_of(workloads[i])).second) add(i);
  }
  for (auto& [key, labelled] : by_key_)
    labelled.near = std::make_unique<NearNames>(std::move(labelled.values));
}

void NearWorkloads::add(std::size_t number) {
  const Workload& workload = workloads_[number];
  const std::string_view namespace_name = workload.resource->namespace_name;
  for (const LabelAt& label : workload.labels) {
    Labelled& labelled = by_key_[{namespace_name, label.key}];
    if (labelled.workloads.empty() || labelled.workloads.back() != number) {  // the first counts
      labelled.workloads.push_back(number);
      labelled.values.push_back(label.value);
    }
    Numbers& valued = by_value_[{namespace_name, label.value}];
    if (valued.empty() || valued.back() != number) valued.push_back(number);
  }
}

/// Each pair's stream has all that are meant, in order: the first one that is found is the first of
/// all, and where one pair has none there is none.
NearWorkload NearWorkloads::by_labels(const Service& service) const {
  std::vector<Stream> streams;
  for (const LabelAt& wanted : service.selector)
    streams.emplace_back(*this, service.namespace_name, wanted);
  while (!streams.empty()) {
    for (Stream& stream : streams) {
      const auto number = stream.next();
      if (!number) return {};
      ++steps_;
      const NearWorkload near = compared(workloads_[*number], service, false);
      if (near.workload && near.wanted) return near;
    }
  }
  return {};
}

NearWorkload NearWorkloads::find(const Service& service) const {
  if (const NearWorkload near = by_labels(service); near.workload) return near;
  const auto named = by_name_.find({service.namespace_name, service.name});
  if (named == by_name_.end()) return {};
  for (const std::size_t number : named->second) {
    ++steps_;
    const NearWorkload near = compared(workloads_[number], service, true);
    if (near.wanted) return near;
  }
  return {};
}

std::size_t NearWorkloads::steps() const {
  std::size_t steps = steps_;
  for (const auto& [key, labelled] : by_key_) steps += labelled.near->steps();
  return steps;
}

}  // namespace fairlead
