#include "facts/labels/selectables.h"

#include <algorithm>

#include "base/text.h"
#include "facts/cluster/selection.h"
#include "facts/labels/labelling.h"

namespace fairlead {
namespace {

/// The label that a pair of a selector nearly names: the same key with a near value, or the same
/// value under another key.
const LabelAt* near_label(const Selectable& each, const LabelAt& wanted) {
  if (const LabelAt* label = find_label(each.labels, wanted.key)) {
    const std::string_view values[] = {label->value};
    return nearest(wanted.value, values).empty() ? nullptr : label;
  }
  const auto found = std::ranges::find(each.labels, wanted.value, &LabelAt::value);
  return found == each.labels.end() ? nullptr : &*found;
}

/// What keeps a selector from something. Without it where its labels are not near, unless it is
/// meant `by_name`; without a pair where nothing does.
NearSelectable compared(const Selectable& each, const Selecting& selecting, bool by_name) {
  NearSelectable near{&each, nullptr, nullptr};
  for (const LabelAt& wanted : selecting.labels) {
    const LabelAt* own = find_label(each.labels, wanted.key);
    if (own && own->value == wanted.value) continue;
    const LabelAt* label = near_label(each, wanted);
    if (!by_name && !label) return {};
    if (near.wanted) continue;
    near.wanted = &wanted;
    near.label = label ? label : own;
  }
  return near;
}

/// What comparisons look at.
using Looks =
    std::pair<std::string_view, std::vector<std::pair<std::string_view, std::string_view>>>;

Looks looks_of(const Selectable& each) {
  Looks looks{each.resource->namespace_name, {}};
  for (const LabelAt& label : each.labels) looks.second.emplace_back(label.key, label.value);
  return looks;
}

}  // namespace

/// What one pair of a selector may be meant for, in order: those with a near value
/// under its key, and those without the key that have the value.
class Selectables::Stream {
 public:
  Stream(const Selectables& all, std::string_view namespace_name, const LabelAt& wanted) {
    const auto keyed = all.by_key_.find({namespace_name, wanted.key});
    if (keyed != all.by_key_.end()) {
      labelled_ = &keyed->second;
      // Equal ones pass, too, however long.
      if (!labelled_->near) labelled_->near = std::make_unique<NearNames>(labelled_->values);
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
    next_near_ = place ? std::optional(labelled_->numbers[*place]) : std::nullopt;
  }

  const Labelled* labelled_ = nullptr;
  std::optional<NearNames::Search> near_;
  std::optional<std::size_t> next_near_;
  std::span<const std::size_t> valued_;
};

Selectables::Selectables(std::vector<Selectable> all, bool may_change)
    : all_(std::move(all)), may_change_(may_change) {
  std::set<Looks> seen;
  for (std::size_t i = 0; i < all_.size(); ++i) {
    const Resource& resource = *all_[i].resource;
    by_name_[{resource.namespace_name, resource.name}].push_back(i);
    for (const LabelAt& label : all_[i].labels) {
      const auto slash = label.key.find('/');
      if (slash != label.key.npos) domains_.insert(label.key.substr(0, slash + 1));
    }
    if (seen.insert(looks_of(all_[i])).second) add(i);
  }
}

void Selectables::add(std::size_t number) {
  const Selectable& each = all_[number];
  const std::string_view namespace_name = each.resource->namespace_name;
  by_namespace_[namespace_name].push_back(number);
  for (const LabelAt& label : each.labels) {
    Labelled& labelled = by_key_[{namespace_name, label.key}];
    if (labelled.numbers.empty() || labelled.numbers.back() != number) {  // the first counts
      labelled.numbers.push_back(number);
      labelled.values.push_back(label.value);
    }
    Numbers& valued = by_value_[{namespace_name, label.value}];
    if (valued.empty() || valued.back() != number) valued.push_back(number);
  }
}

const Selectable* Selectables::selected(const LabelSelector& selector,
                                        std::string_view namespace_name) const {
  const auto here = by_namespace_.find(namespace_name);
  if (here == by_namespace_.end()) return nullptr;
  const Numbers* likely = &here->second;
  for (const LabelAt& wanted : selector.labels) {
    const auto valued = by_value_.find({namespace_name, wanted.value});
    if (valued == by_value_.end()) return nullptr;
    if (valued->second.size() < likely->size()) likely = &valued->second;
  }
  const auto found = std::ranges::find_if(*likely, [&](std::size_t number) {
    ++steps_;
    return selects(selector, all_[number].labels);
  });
  return found == likely->end() ? nullptr : &all_[*found];
}

const Selectable* Selectables::selected_anywhere(const LabelSelector& selector) const {
  for (const auto& [namespace_name, numbers] : by_namespace_)
    if (const Selectable* found = selected(selector, namespace_name)) return found;
  return nullptr;
}

/// Each pair's stream has all that are meant, in order: the first one that is found is the first of
/// all, and where one pair has none there is none.
NearSelectable Selectables::by_labels(const Selecting& selecting) const {
  std::vector<Stream> streams;
  for (const LabelAt& wanted : selecting.labels)
    streams.emplace_back(*this, selecting.namespace_name, wanted);
  while (!streams.empty()) {
    for (Stream& stream : streams) {
      const auto number = stream.next();
      if (!number) return {};
      ++steps_;
      const NearSelectable near = compared(all_[*number], selecting, false);
      if (near.found && near.wanted) return near;
    }
  }
  return {};
}

NearSelectable Selectables::find(const Selecting& selecting) const {
  if (const NearSelectable near = by_labels(selecting); near.found) return near;
  if (selecting.name.empty()) return {};
  const auto named = by_name_.find({selecting.namespace_name, selecting.name});
  if (named == by_name_.end()) return {};
  for (const std::size_t number : named->second) {
    ++steps_;
    const NearSelectable near = compared(all_[number], selecting, true);
    if (near.wanted) return near;
  }
  return {};
}

std::size_t Selectables::steps() const {
  std::size_t steps = steps_;
  for (const auto& [key, labelled] : by_key_) steps += labelled.near ? labelled.near->steps() : 0;
  return steps;
}

Selectables pods_of(std::span<const Workload> workloads, std::span<const Resource> resources) {
  std::vector<Selectable> pods;
  for (const Workload& workload : workloads)
    pods.push_back({workload.resource, workload.pod_metadata, workload.labels});
  return {std::move(pods), may_label_pods(resources)};
}

Selectables labelled_services(std::span<const Service> services) {
  std::vector<Selectable> all;
  for (const Service& service : services) {
    if (service.computed) continue;
    const Ref metadata = service.resource->root["metadata"];
    all.push_back({service.resource, metadata, label_selector(metadata["labels"], true).labels});
  }
  return {std::move(all), false};
}

}  // namespace fairlead
