#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "deploy/helm/schema/json_value.h"

namespace fairlead::helm {

/// A key of an object with its value.
struct Member {
  std::string name;
  Ref value;
  Span key;
};

/// A value on the way down from the root, which schemas are laid on one after the other.
class Place {
 public:
  explicit Place(Ref value) : value_(value), type_(type_of(value)) {}
  Place(Ref value, const Place& parent, std::string step)
      : value_(value), type_(type_of(value)), parent_(&parent), step_(std::move(step)) {}
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;

  Ref value() const { return value_; }
  JsonType type() const { return type_; }
  /// Members or items; 0 of a scalar.
  std::size_t size() const;
  /// An object's, in the order of their names.
  const std::vector<Member>& members() const;
  /// The index of a member.
  std::optional<std::size_t> member(std::string_view name) const;

  /// A JSON pointer.
  std::string path() const;
  /// Where it is written, else what holds it.
  Span span() const;

 private:
  const Ref value_;
  const JsonType type_;
  const Place* const parent_ = nullptr;
  const std::string step_;
  mutable std::optional<std::vector<Member>> members_;
};

/// Which members or items no keyword has looked at yet.
class Unevaluated {
 public:
  Unevaluated() = default;
  Unevaluated(std::size_t evaluated, std::size_t size) : left_(size) {
    for (std::size_t i = evaluated; i < size; ++i) left_[i] = true;
    count_ = evaluated < size ? size - evaluated : 0;
  }

  bool empty() const { return count_ == 0; }
  bool contains(std::size_t index) const { return index < left_.size() && left_[index]; }
  void remove(std::size_t index) {
    if (!contains(index)) return;
    left_[index] = false;
    --count_;
  }
  /// Removes what is not in the other.
  void keep(const Unevaluated& other) {
    for (std::size_t i = 0; i < left_.size() && count_ > 0; ++i)
      if (!other.contains(i)) remove(i);
  }
  void clear() { *this = {}; }

 private:
  std::vector<bool> left_;
  std::size_t count_ = 0;
};

}  // namespace fairlead::helm
