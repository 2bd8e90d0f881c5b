#pragma once
#include <memory>
#include <span>
#include <string_view>
#include <unordered_map>

#include "gotemplate/value/function.h"

namespace fairlead::gotemplate {

/// What templates may call: a table of tables. What is added later wins.
class Functions {
 public:
  /// `table` must outlive it.
  void add(std::span<const Function> table) {
    for (const Function& function : table) all_.insert_or_assign(function.name, &function);
  }
  void remove(std::string_view name) { all_.erase(name); }
  /// Null where no function is called so.
  const Function* find(std::string_view name) const {
    const auto found = all_.find(name);
    return found == all_.end() ? nullptr : found->second;
  }
  std::size_t size() const { return all_.size(); }

 private:
  std::unordered_map<std::string_view, const Function*> all_;
};

}  // namespace fairlead::gotemplate
