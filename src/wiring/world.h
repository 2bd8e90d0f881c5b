#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wiring/dns.h"
#include "wiring/summary/summary.h"

namespace fairlead {

struct Builds;
struct FormerName;
class Offers;
class OwnNames;

/// Three answers to every question across resources (docs/architecture.md).
enum class Answer : std::uint8_t { found, missing, unknown };

struct ServiceAnswer {
  Answer answer = Answer::unknown;
  ServiceName name;                    ///< the reading that the answer is about
  std::vector<ServiceFacts> services;  ///< found: all that fit (several overlays may define one)
  std::string reason;                  ///< unknown: why
  /// missing: the Service of this unit that was called so before a kustomization changed it.
  const FormerName* former = nullptr;
};

/// A Service that a chart of the repository would make under another name of its release.
struct OtherRelease {
  std::string release;                    ///< what it is called
  std::string wanted;                     ///< what it would have to be called
  const ServiceFacts* service = nullptr;  ///< what the Service is called then
};

struct KeyAnswer {
  Answer holder = Answer::unknown;  ///< is there such a Secret or ConfigMap?
  Answer key = Answer::unknown;     ///< and does it have the key?
  std::vector<std::string>
      keys;  ///< its keys where it has not this one; where it is missing, the name that was meant
  Span at;   ///< the holder's name
  std::string elsewhere;        ///< missing: the namespace in which one of this very name is
  bool in_alternative = false;  ///< a holder that is never deployed beside this unit has the key
  std::string reason;
};

struct ObjectAnswer {
  Answer answer = Answer::unknown;
  /// found: all that have the name.
  std::vector<const UnitSummary::Object*> objects;
  std::vector<ServiceFacts> services;  ///< found: the same of Services, with those of operators
  std::string near;                    ///< missing: the name that was meant, or ""
  std::string elsewhere;               ///< missing: the namespace in which that name is
  Span at;                             ///< missing: what was meant
  std::string reason;                  ///< unknown: why
};

/// A unit's facts and all that the other units of its world say, but for those that are never
/// deployed beside it. Answers lookups.
class World {
 public:
  /// All must outlive the world; `own` is the facts' summary among `summaries`, `dns` is null where
  /// nothing was asked, and `builds` where nothing was read.
  World(const Facts& facts, const UnitSummary& own, const Summaries& summaries,
        const DnsFacts* dns = nullptr, const Builds* builds = nullptr);
  ~World();

  /// What the repository builds; null where no workload's image may be of it.
  const Builds* builds() const { return builds_; }

  /// What DNS says of the run's hosts; null where nothing was asked.
  const DnsFacts* dns() const { return dns_; }
  /// The Service that `host` names, for a client that expects `product`: in the files, or else in
  /// the cluster's DNS.
  ServiceAnswer service(std::string_view host, std::string_view namespace_name,
                        Product product) const;
  /// The Services of a namespace (this unit's where it is ""), sorted by name.
  const std::vector<ServiceFacts>& services_in(std::string_view namespace_name) const;
  /// The same Services, as clients of a product look for what they meant.
  Offers& offers_in(std::string_view namespace_name, Product product) const;
  /// Every Service of that name, whatever its namespace.
  std::vector<ServiceFacts> services_named(std::string_view name) const;
  /// Whether something that is not rendered here may put anything into a namespace, of which an
  /// inventory can then say what is there, and not what is missing.
  bool grows(std::string_view namespace_name) const;
  /// Whether something that is not rendered here (a HelmRelease, an Application, a gap) may create
  /// it.
  bool may_be_created(const ServiceName& name) const;
  /// Whether a Service of this unit has a name that `name` is a slip of the hand away from, where
  /// nothing else can be meant: nothing has or may get that name, and the Service offers the port,
  /// or one where no port is given, on which one product alone listens (8080 is anybody's, unless a
  /// URL says so: `with_scheme`). Of a compose project's services a name is enough where no port is
  /// known.
  bool is_misspelt(const ServiceName& name, std::optional<std::uint16_t> port,
                   bool with_scheme) const;
  /// What operators and charts make that has a Service of that name in the namespace.
  std::vector<const UnitSummary::Instance*> instances_with(std::string_view service,
                                                           std::string_view namespace_name) const;
  /// The queues that this unit names; their places are written ones.
  std::span<const QueueName> queues() const;
  /// The queues of the whole world that one of them is like.
  const AlikeQueues& queues_like(const QueueName& queue) const;
  /// The one of them that is right: of those that are deployed with this unit, the first.
  const QueueName& first_of(const AlikeQueues& alike) const;
  /// Whether an image of this world, or of a compose project around this unit's directory, says a
  /// Redis of which there are tables, and none an older one: files that no unit mounts are its.
  bool has_new_redis_only() const;
  KeyAnswer key(bool secret, std::string_view name, std::string_view namespace_name,
                std::string_view key) const;
  /// The object that a reference names; `beside`: it is deployed with this unit (reference_rows.h).
  ObjectAnswer object(const ObjectName& name, Origins origins) const;
  /// Whether another unit has a Secret or ConfigMap of that name, wherever.
  bool is_held_elsewhere(bool secret, std::string_view name) const;
  /// Whether this unit is a chart as it lies there, of which something here says what it is called.
  bool is_installed_otherwise() const { return summaries_.is_installed_otherwise(own_); }
  /// The Service of a release in view that would have the name if the release were called
  /// otherwise.
  std::optional<OtherRelease> of_other_release(const ServiceName& name) const;
  /// What a container of a workload in another unit is given: of the one that is named, or of the
  /// first. Null where none is in view, or several are.
  const UnitSummary::Given* given(const ObjectName& workload, std::string_view container) const;
  /// What scales a workload from other units.
  std::vector<const UnitSummary::ScaledBy*> scalers_elsewhere(const ObjectName& workload) const;
  /// Whether something here builds kustomizations that may read files from anywhere.
  bool builds_any_path() const;
  /// Whether the unit is a kustomization that nothing here deploys (Summaries::is_left_over).
  bool is_left_over() const { return summaries_.is_left_over(own_); }
  /// A Secret or ConfigMap in a file that nothing deploys: beside the kustomization that this unit
  /// is, or below the directory of manifests of which an Application takes the files alone. No
  /// place where something that is deployed has it.
  Span undeployed_holder(bool secret, std::string_view name, std::string_view namespace_name) const;
  /// The same of a Service.
  Span undeployed_service(const ServiceName& name) const;
  /// The work of looking for near names so far.
  std::size_t steps() const;

 private:
  /// What becomes of a name that nothing here has; `elsewhere` has it in another namespace.
  ObjectAnswer meant_object(const ObjectName& name, Origins origins,
                            const UnitSummary::Object* elsewhere) const;
  /// Whether all Services of a namespace are said to be in view.
  bool is_closed(std::string_view namespace_name) const;
  /// The only Secret or ConfigMap of that name, where it lies in the namespace of the object that
  /// installs this release into another one; else null.
  const UnitSummary::Keys* beside_release(bool secret, std::string_view name,
                                          std::string_view namespace_name) const;
  /// Whether another unit's files lie below this directory of manifests, and nothing in view
  /// deploys them.
  bool is_left_below(const UnitSummary& other) const;
  bool is_deployed(const UnitSummary& unit) const;
  Span left_beside(std::string_view kind, std::string_view name,
                   std::string_view namespace_name) const;
  /// A Service that only DNS knows.
  std::optional<ServiceFacts> service_by_dns(std::string_view host,
                                             std::string_view namespace_name) const;
  /// Why a Service that is not in view may exist all the same; "" where it cannot.
  std::string open_reason(const ServiceName& name, Product product) const;

  /// Whether something that is not rendered here makes things of that very name.
  bool is_named_by_creator(const ServiceName& name) const;
  /// Whether the name is that of a Service which a Redis in view would have if it were set
  /// otherwise.
  bool left_out(const ServiceName& name) const;
  /// Whether `other` is never deployed to the place where this unit is.
  bool is_alternative(const UnitSummary& other) const;
  /// Whether what `other` puts into a namespace lies beside what this unit does: without a
  /// namespace, only what is deployed together is together.
  bool together(const UnitSummary& other, std::string_view namespace_name) const;
  std::vector<ServiceFacts> services_at(const ServiceName& name) const;
  const OwnNames& own_names() const;

  const Facts& facts_;
  const UnitSummary& own_;
  const Summaries& summaries_;
  const std::set<const UnitSummary*> alternatives_;
  const DnsFacts* dns_;
  const Builds* builds_;
  // What many findings ask for again; a World is of one thread.
  mutable std::map<std::string, std::vector<ServiceFacts>, std::less<>> services_in_;
  mutable std::map<std::pair<std::string, Product>, std::unique_ptr<Offers>> offers_in_;
  mutable std::unique_ptr<OwnNames> own_names_;
};

}  // namespace fairlead
