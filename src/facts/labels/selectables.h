#pragma once
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "base/near_names.h"
#include "facts/cluster/service.h"
#include "facts/labels/label_selector.h"

namespace fairlead {

/// Something that selectors find by its labels: a workload by those of its pods, a Service.
struct Selectable {
  const Resource* resource = nullptr;
  Ref metadata;  ///< that has the labels
  std::vector<LabelAt> labels;
};

/// What selects: its labels, where it looks, and what it is called.
struct Selecting {
  std::span<const LabelAt> labels;
  std::string_view namespace_name, name;  ///< name "": what it is called says nothing
};

/// What a selector was surely meant for, and the first pair that keeps it from it.
struct NearSelectable {
  const Selectable* found = nullptr;
  const LabelAt* wanted = nullptr;
  const LabelAt* label = nullptr;  ///< what it has instead; may be null
};

/// All that selectors of a kind may find, and what those were meant for that find nothing.
class Selectables {
 public:
  /// What `all` points to must outlive it. `may_change` where something may put other labels on
  /// them than the files say.
  Selectables(std::vector<Selectable> all, bool may_change);

  /// The first of a namespace that a selector finds, or null.
  const Selectable* selected(const LabelSelector& selector, std::string_view namespace_name) const;
  /// The same in any namespace.
  const Selectable* selected_anywhere(const LabelSelector& selector) const;
  /// The first whose labels nearly are what is wanted, else the first of the same name.
  NearSelectable find(const Selecting& selecting) const;
  /// Whether a label is of that domain (`example.com/`).
  bool has_domain(std::string_view domain) const { return domains_.contains(domain); }
  bool labels_may_change() const { return may_change_; }
  /// The work so far.
  std::size_t steps() const;

 private:
  /// By their order; of those that differ in nothing the first.
  using Numbers = std::vector<std::size_t>;
  using InNamespace = std::pair<std::string_view, std::string_view>;
  /// Those that have a label, with its values.
  struct Labelled {
    Numbers numbers;
    std::vector<std::string_view> values;
    mutable std::unique_ptr<NearNames> near;  // of the values; made when it is asked for
  };
  class Stream;
  void add(std::size_t number);
  NearSelectable by_labels(const Selecting& selecting) const;

  std::vector<Selectable> all_;
  bool may_change_;
  std::map<InNamespace, Labelled> by_key_;
  std::map<InNamespace, Numbers> by_value_, by_name_;
  std::map<std::string_view, Numbers> by_namespace_;
  std::set<std::string_view> domains_;
  mutable std::size_t steps_ = 0;
};

/// The pods of workloads that are among resources.
Selectables pods_of(std::span<const Workload> workloads, std::span<const Resource> resources);
/// Services that manifests declare, by their own labels.
Selectables labelled_services(std::span<const Service> services);

}  // namespace fairlead
