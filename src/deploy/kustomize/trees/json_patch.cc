#include "deploy/kustomize/trees/json_patch.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace fairlead::kustomize {
namespace {

/// The steps of a JSON pointer, unescaped.
std::vector<std::string> steps_of(std::string_view pointer) {
  std::vector<std::string> steps;
  if (pointer.empty()) return steps;
  for (const std::string_view part : split(pointer.substr(1), '/')) {
    std::string step;
    for (std::size_t i = 0; i < part.size(); ++i) {
      const bool escape = part[i] == '~' && i + 1 < part.size();
      if (escape && (part[i + 1] == '0' || part[i + 1] == '1'))
        step += part[++i] == '0' ? '~' : '/';
      else
        step += part[i];
    }
    steps.push_back(std::move(step));
  }
  return steps;
}

enum class Change : std::uint8_t { add, replace, remove };

/// One operation on its way down to its place.
class Operation {
 public:
  Operation(Edits& edits, std::string_view name, Span at) : edits_(edits), name_(name), at_(at) {}

  /// `node` with the change made at `steps` below it.
  Built<const Node*> apply(const Node& node, std::span<const std::string> steps, Change change,
                           const Node* value) {
    if (steps.empty()) return value;
    if (node.is_mapping()) return in_mapping(node, steps, change, value);
    if (node.is_sequence()) return in_sequence(node, steps, change, value);
    return missing(steps.front());
  }

  /// What stands at `steps`; null where all but the last are there, and that one would be a key.
  Built<const Node*> find(const Node& node, std::span<const std::string> steps) {
    if (steps.empty()) return &node;
    if (node.is_mapping()) {
      const Ref below = Ref(&node)[steps.front()];
      if (!below && steps.size() == 1) return nullptr;
      return below ? find(*below, steps.subspan(1)) : missing(steps.front());
    }
    const auto index = index_of(node, steps.front(), false);
    return index ? find(*node.items()[*index], steps.subspan(1)) : missing(steps.front());
  }

 private:
  tl::unexpected<Refusal> missing(std::string_view step) const {
    return tl::unexpected(Refusal{
        fmt::format("{} operation does not apply: there is no `{}` in the object", name_, step),
        at_, Refusal::Of::absence});
  }

  /// An item's index; with `behind` also that behind the last.
  static std::optional<std::uint32_t> index_of(const Node& list, std::string_view step,
                                               bool behind) {
    const auto size = static_cast<std::int64_t>(list.items().size());
    if (step == "-") return behind ? std::optional(static_cast<std::uint32_t>(size)) : std::nullopt;
    std::int64_t index = 0;
    const auto [end, error] = std::from_chars(step.data(), step.data() + step.size(), index);
    if (error != std::errc() || end != step.data() + step.size()) return std::nullopt;
    if (index < 0) index += size + (behind ? 1 : 0);
    if (index < 0 || index > size || (index == size && !behind)) return std::nullopt;
    return static_cast<std::uint32_t>(index);
  }

  Built<const Node*> in_mapping(const Node& node, std::span<const std::string> steps, Change change,
                                const Node* value) {
    const std::string& key = steps.front();
    const Ref below = Ref(&node)[key];
    if (steps.size() > 1) {
      if (!below) return missing(key);
      const auto made = apply(*below, steps.subspan(1), change, value);
      return made ? Built<const Node*>(edits_.with(node, key, **made, at_)) : made;
    }
    // A key that is not there is made by `replace`, too, which RFC 6902 would refuse.
    if (!below && change == Change::remove) return missing(key);
    if (change == Change::remove) return edits_.without(node, key);
    return edits_.with(node, key, *edits_.over(*value, below.node()), at_);
  }

  Built<const Node*> in_sequence(const Node& node, std::span<const std::string> steps,
                                 Change change, const Node* value) {
    const bool adds = steps.size() == 1 && change == Change::add;
    const auto index = index_of(node, steps.front(), adds);
    if (!index) return missing(steps.front());
    std::vector<const Node*> items;
    for (const Node* item : node.items()) items.push_back(item);
    const auto place = items.begin() + *index;
    if (steps.size() > 1) {
      const auto made = apply(**place, steps.subspan(1), change, value);
      if (!made) return made;
      *place = *made;
    } else if (adds) {
      items.insert(place, value);
    } else if (change == Change::remove) {
      items.erase(place);
    } else {
      *place = edits_.over(*value, *place);
    }
    return edits_.sequence(items, node);
  }

  Edits& edits_;
  const std::string_view name_;
  const Span at_;
};

/// Whether two values are one in JSON, whatever the order of keys.
bool same(const Node& a, const Node& b) {
  if (a.is_mapping() != b.is_mapping() || a.is_sequence() != b.is_sequence()) return false;
  if (a.is_scalar()) return a.kind() == b.kind() && a.text() == b.text();
  if (a.is_sequence()) {
    const Items left = a.items(), right = b.items();
    if (left.size() != right.size()) return false;
    for (std::uint32_t i = 0; i < left.size(); ++i)
      if (!same(*left[i], *right[i])) return false;
    return true;
  }
  if (a.entries().size() != b.entries().size()) return false;
  for (const Entry& entry : a.entries()) {
    const Ref other = Ref(&b)[entry.key->text()];
    if (!other || !same(*entry.value, *other)) return false;
  }
  return true;
}

constexpr std::string_view operations_known[] = {"add",  "replace", "remove",
                                                 "copy", "move",    "test"};

/// One operation of a patch, with what it is refused for.
class Applied {
 public:
  Applied(const Node& object, Ref operation, Edits& edits)
      : object_(object),
        operation_(operation),
        name_(operation["op"].text()),
        made_(edits, name_, operation.span()),
        // What is not given is null.
        null_(Node::scalar(Kind::null, Style::plain, Syntax::yaml, operation.span(), "null")),
        edits_(edits) {}

  Built<const Node*> run() {
    if (std::ranges::find(operations_known, name_) == std::end(operations_known))
      return refuse(fmt::format("`{}` is no operation of JSON 6902", name_));
    const auto steps = pointer("path");
    if (!steps) return tl::unexpected(steps.error());
    if (name_ == "remove") return made_.apply(object_, *steps, Change::remove, nullptr);
    if (name_ == "copy" || name_ == "move") return carry(*steps);
    const Node* value = operation_["value"].node();
    if (!value) value = edits_.arena().make<Node>(null_);
    if (name_ == "add") return made_.apply(object_, *steps, Change::add, value);
    if (name_ == "test") return test(*steps, *value);
    if (steps->empty() && Ref(value)["kind"].text().empty())
      return refuse("what replaces the whole object is no object with a `kind`");
    return made_.apply(object_, *steps, Change::replace, value);
  }

 private:
  tl::unexpected<Refusal> refuse(std::string message) const {
    return tl::unexpected(Refusal{std::move(message), operation_.span()});
  }

  /// The steps of a field's pointer. Only `replace` and `test` take that of the whole object.
  Built<std::vector<std::string>> pointer(std::string_view field) const {
    const Ref written = operation_[field];
    if (!written || !written->is_string())
      return refuse(fmt::format("the operation `{}` has no `{}`", name_, field));
    const std::string_view text = written.text();
    if (text.empty() && (name_ == "replace" || name_ == "test")) return steps_of(text);
    if (text.empty())
      return refuse(fmt::format("the operation `{}` does not apply to the whole object", name_));
    if (!text.starts_with('/'))
      return refuse(fmt::format("`{}` is no JSON pointer: it begins with a slash", text));
    return steps_of(text);
  }

  Built<const Node*> carry(std::span<const std::string> to) {
    const auto from = pointer("from");
    if (!from) return tl::unexpected(from.error());
    const auto found = made_.find(object_, *from);
    if (!found) return found;
    const auto left = name_ == "move" ? made_.apply(object_, *from, Change::remove, nullptr)
                                      : Built<const Node*>(&object_);
    if (!left) return left;
    return made_.apply(**left, to, Change::add, *found ? *found : edits_.arena().make<Node>(null_));
  }

  Built<const Node*> test(std::span<const std::string> steps, const Node& value) {
    const auto found = made_.find(object_, steps);
    if (!found) return found;
    return same(*found ? **found : null_, value)
               ? Built<const Node*>(&object_)
               : refuse("the test fails: another value stands there");
  }

  const Node& object_;
  const Ref operation_;
  const std::string_view name_;
  Operation made_;
  const Node null_;
  Edits& edits_;
};

}  // namespace

Built<const Node*> json_patch(const Node& object, const Node& operations, Edits& edits) {
  Built<const Node*> made = &object;
  for (const Node* operation : operations.items()) {
    made = Applied(**made, Ref(operation), edits).run();
    if (!made) return made;
  }
  return made;
}

}  // namespace fairlead::kustomize
