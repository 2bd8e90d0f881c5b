#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "deploy/helm/schema/fault.h"
#include "deploy/helm/schema/place.h"
#include "deploy/helm/schema/schema.h"
#include "gotemplate/value/budget.h"

namespace fairlead::helm {

constexpr std::string_view number_too_long = "a number is too long";

/// The way from the root schema to one that is laid on a value.
struct Scope {
  const Schema* schema = nullptr;
  std::string_view reference;  ///< the keyword, where a reference leads here
  const Place* place = nullptr;
  const Scope* parent = nullptr;
};

/// One schema laid on one value: the keywords in the order in which Helm's library asks them, since
/// some end it.
class Validation {
 public:
  /// `is_quick`: nobody will read why it does not fit. `callers_left`: whether the caller wants to
  /// know what no keyword has looked at.
  Validation(const Place& place, const Scope& scope, bool is_quick, bool callers_left,
             gotemplate::Budget& budget);

  /// Why it does not fit; nothing where it does.
  std::optional<SchemaFault> fault();
  const Unevaluated& unevaluated() const { return unevaluated_; }

 private:
  using Fault = std::optional<SchemaFault>;

  // Keywords that end it: what they say, or nothing.
  Fault cycle();
  Fault wrong_type();
  Fault wrong_constant();
  Fault wrong_choice();
  bool is_value(Ref value, Ref wanted);
  Fault wrong_format();
  /// Goes through all other keywords.
  void check_rest();

  void check_object();
  void check_dependencies();
  void check_members();
  void check_names();
  void check_array();
  void check_items();
  void check_contains();
  void check_unique();
  std::optional<std::pair<std::size_t, std::size_t>> same_items();
  void check_string();
  void check_number();
  void check_size(Size which, std::string_view keyword, std::size_t got);
  void check_references();
  void check_conditions();
  void check_any_of();
  void check_one_of();
  void check_unevaluated();

  /// Another schema on the same value.
  Fault on_self(const Schema& schema, std::string_view reference, bool is_quick);
  Fault on_member(const Schema& schema, const Member& member);
  /// `shown` is the index that errors show.
  Fault on_item(const Schema& schema, std::size_t index, std::size_t shown);
  Fault on_child(const Schema& schema, const Place& child);
  Fault on_reference(const Schema& schema, std::string_view keyword);
  const Schema* dynamic_target() const;

  /// The names that the value lacks.
  std::vector<std::string> missing(const std::vector<std::string>& names) const;

  SchemaFault made(std::string_view keyword, const std::function<std::string()>& message) const;
  void add(std::string_view keyword, const std::function<std::string()>& message) {
    faults_.push_back(made(keyword, message));
  }
  void add(Fault fault) {
    if (fault) faults_.push_back(std::move(*fault));
  }
  void add_with_causes(std::string_view keyword, std::string_view message,
                       std::vector<SchemaFault> causes);
  bool is_over() const { return (is_quick_ && !faults_.empty()) || !budget_.refused().empty(); }

  const Place& place_;
  const Scope& scope_;
  const Schema& schema_;
  const bool is_quick_;
  gotemplate::Budget& budget_;
  Unevaluated unevaluated_;
  std::vector<SchemaFault> faults_;
};

}  // namespace fairlead::helm
