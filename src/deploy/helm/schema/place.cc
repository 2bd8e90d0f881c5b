#include "deploy/helm/schema/place.h"

#include <algorithm>

#include "deploy/helm/schema/schema_file.h"
#include "tree/scalar.h"

namespace fairlead::helm {

std::size_t Place::size() const {
  if (type_ == json_array) return value_.items().size();
  return type_ == json_object ? members().size() : 0;
}

const std::vector<Member>& Place::members() const {
  if (members_) return *members_;
  members_.emplace();
  for (const Entry& entry : value_.entries()) {
    const Node* key = entry.key->resolved();
    members_->push_back({key ? json_key(*key) : "", Ref(entry), entry.key->span()});
  }
  std::ranges::sort(*members_, {}, &Member::name);
  return *members_;
}

std::optional<std::size_t> Place::member(std::string_view name) const {
  const auto& all = members();
  const auto found = std::ranges::lower_bound(
      all, name, {}, [](const Member& each) -> std::string_view { return each.name; });
  if (found == all.end() || found->name != name) return std::nullopt;
  return static_cast<std::size_t>(found - all.begin());
}

std::string Place::path() const {
  return parent_ ? parent_->path() + pointer_step(step_) : std::string();
}

Span Place::span() const {
  const Span own = value_.span();
  return own.is_place() || !parent_ ? own : parent_->span();
}

}  // namespace fairlead::helm
