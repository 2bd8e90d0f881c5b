#include "deploy/kustomize/steps/vars.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "deploy/kustomize/objects/fields.h"
#include "deploy/kustomize/trees/field_path.h"

namespace fairlead::kustomize {
namespace {

/// The object that a var asks, as its `objref` says it.
ObjectId wanted_id(Ref reference) {
  ObjectId id{reference["group"].text(), reference["version"].text(), reference["kind"].text(),
              reference["name"].text(), reference["namespace"].text()};
  const std::string_view version = reference["apiVersion"].text();
  if (!version.empty()) std::tie(id.group, id.version) = group_and_version(version);
  return id;
}

bool is_wanted(const ObjectId& wanted, const ObjectId& id) {
  if (!wanted.namespace_name.empty() || wanted.is_cluster_scoped()) return id.equals(wanted);
  return id.group == wanted.group && id.version == wanted.version && id.kind == wanted.kind &&
         id.name == wanted.name;
}

using Values = std::map<std::string_view, const Node*>;

/// Puts values in for `$(NAME)` in one text; `$$` is a dollar.
class Text {
 public:
  Text(const Node& scalar, const Values& values, Edits& edits)
      : scalar_(scalar), text_(scalar.text()), values_(values), edits_(edits) {}

  const Node* with_values() {
    if (text_.find('$') == text_.npos) return &scalar_;
    std::size_t done = 0;
    for (std::size_t at = 0; at + 1 < text_.size();) {
      if (text_[at] != '$') {
        ++at;
        continue;
      }
      if (text_[at + 1] == '$') {
        pieces_.push_back(Piece::part(scalar_, done, at + 1));
        done = at += 2;
        continue;
      }
      const std::size_t end = text_[at + 1] == '(' ? text_.find(')', at) : text_.npos;
      if (end == text_.npos) {
        at += 2;
        continue;
      }
      const auto value = values_.find(text_.substr(at + 2, end - at - 2));
      if (value != values_.end()) {
        if (at == 0 && end + 1 == text_.size()) return edits_.over(*value->second, &scalar_);
        pieces_.push_back(Piece::part(scalar_, done, at));
        pieces_.push_back(Piece::put_in(*value->second));
        done = end + 1;
      }
      at = end + 1;
    }
    if (pieces_.empty()) return &scalar_;
    pieces_.push_back(Piece::part(scalar_, done, text_.size()));
    return edits_.joined(pieces_);
  }

 private:
  const Node& scalar_;
  const std::string_view text_;
  const Values& values_;
  Edits& edits_;
  std::vector<Piece> pieces_;
};

const Node* with_values(const Node& node, const Values& values, Edits& edits) {
  if (node.is_string()) return Text(node, values, edits).with_values();
  std::vector<const Node*> items;
  std::vector<Entry> entries;
  bool changed = false;
  for (const Node* item : node.items()) {
    items.push_back(item->is_string() ? Text(*item, values, edits).with_values() : item);
    changed = changed || items.back() != item;
  }
  for (Entry entry : node.entries()) {
    const Node* value = entry.value;
    if (value->is_string()) entry.value = Text(*value, values, edits).with_values();
    changed = changed || entry.value != value;
    entries.push_back(entry);
  }
  if (!changed) return &node;
  return node.is_sequence() ? edits.sequence(items, node) : edits.mapping(entries, node);
}

/// `ports[0]` as two steps.
std::vector<std::string> with_indices(const std::vector<std::string>& steps) {
  std::vector<std::string> all;
  for (const std::string& step : steps) {
    const std::size_t open = step.rfind('[');
    const bool is_index = open != step.npos && step.ends_with(']') && open + 2 < step.size() &&
                          std::all_of(step.begin() + static_cast<std::ptrdiff_t>(open) + 1,
                                      step.end() - 1, [](char c) { return c >= '0' && c <= '9'; });
    if (!is_index || open > 0) all.push_back(is_index ? step.substr(0, open) : step);
    if (is_index) all.push_back(step.substr(open + 1, step.size() - open - 2));
  }
  return all;
}

/// What a var stands for. Refused where no object or field is there.
Built<const Node*> value_of(Ref var, const Objects& objects) {
  const Ref path = var["fieldref"]["fieldPath"];
  const std::string_view text = path.text().empty() ? "metadata.name" : path.text();
  for (const Object& object : objects) {
    if (std::ranges::find(object.vars, var["name"].text()) == object.vars.end()) continue;
    const auto found = found_at(*object.root, with_indices(steps_of(text)));
    if (found && *found) return *found;
    return tl::unexpected(Refusal{
        fmt::format("the object of the var `{}` has no field `{}`", var["name"].text(), text),
        path ? path.span() : var.span(), Refusal::Of::absence});
  }
  return tl::unexpected(
      Refusal{fmt::format("no object of the build is the one of the var `{}`", var["name"].text()),
              var["name"].span(), Refusal::Of::absence});
}

}  // namespace

std::optional<Refusal> add_vars(Ref entries, Objects& objects, std::vector<Ref>& vars) {
  for (const Node* each : entries.items()) {
    const Ref var(each);
    const std::string_view name = var["name"].text();
    if (std::ranges::any_of(vars, [&](Ref other) { return other["name"].text() == name; }))
      return Refusal{fmt::format("the var `{}` is there already", name), var["name"].span()};
    const ObjectId wanted = wanted_id(var["objref"]);
    std::vector<Object*> found;
    for (Object& object : objects) {
      const auto is_it = [&](const ObjectId& id) { return is_wanted(wanted, id); };
      if (is_it(object.id()) || std::ranges::any_of(object.before, is_it)) found.push_back(&object);
    }
    if (found.size() > 1)
      return Refusal{fmt::format("several objects may be the one of the var `{}`", name),
                     var["objref"].span()};
    if (found.size() == 1) found.front()->vars.push_back(name);
    vars.push_back(var);
  }
  return std::nullopt;
}

std::optional<Refusal> put_vars(Objects& objects, std::span<const Ref> vars,
                                std::span<const FieldSpec> fields, Edits& edits) {
  Values values;
  for (const Ref var : vars) {
    const auto value = value_of(var, objects);
    if (!value) return value.error();
    if ((*value)->is_scalar() && !(*value)->is_null()) values.emplace(var["name"].text(), *value);
  }
  if (values.empty()) return std::nullopt;
  for (Object& object : objects) {
    object.root = change_fields(
        *object.root, object.id(), fields, Make::nothing, {},
        [&](const Node* value) { return value ? with_values(*value, values, edits) : value; },
        edits);
  }
  return std::nullopt;
}

}  // namespace fairlead::kustomize
