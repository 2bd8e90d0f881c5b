#include "deploy/kustomize/steps/references.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "deploy/kustomize/objects/fields.h"

namespace fairlead::kustomize {
namespace {

using Candidates = std::vector<const Object*>;

bool is_same_ending(const std::vector<std::string_view>& a,
                    const std::vector<std::string_view>& b) {
  if (a.empty() || b.empty()) return a.empty() == b.empty();
  const std::size_t shorter = std::min(a.size(), b.size());
  return std::equal(a.end() - static_cast<std::ptrdiff_t>(shorter), a.end(),
                    b.end() - static_cast<std::ptrdiff_t>(shorter));
}

/// Whether two objects went through the same prefixes and suffixes; one that has none fits any
/// where `may_lack`.
bool have_same_affixes(const Object& a, const Object& b, bool may_lack) {
  const auto fits = [&](const std::vector<std::string_view>& x,
                        const std::vector<std::string_view>& y) {
    return (may_lack && (x.empty() || y.empty())) || is_same_ending(x, y);
  };
  return fits(a.prefixes, b.prefixes) && fits(a.suffixes, b.suffixes);
}

/// Namespaces besides its own that the subjects of a role binding name.
std::set<std::string_view> namespaces_of_subjects(const Object& object) {
  std::set<std::string_view> all;
  const Ref root(object.root);
  if (root["kind"].text() != "RoleBinding") return all;
  for (const Node* item : root["subjects"].items())
    if (Ref(item)["kind"].text() == "ServiceAccount" && Ref(item)["namespace"])
      all.insert(Ref(item)["namespace"].text());
  return all;
}

/// Objects by all names that they had before.
class FormerNames {
 public:
  explicit FormerNames(const Objects& objects) {
    for (const Object& object : objects) {
      std::set<std::string_view> names;
      for (const ObjectId& each : object.before) names.insert(each.name);
      for (const std::string_view name : names) by_name_[name].push_back(&object);
    }
  }
  const Candidates& called(std::string_view name) const {
    static const Candidates none;
    const auto place = by_name_.find(name);
    return place == by_name_.end() ? none : place->second;
  }
  bool empty() const { return by_name_.empty(); }

 private:
  std::map<std::string_view, Candidates> by_name_;
};

/// One object whose references are followed.
class Referrer {
 public:
  Referrer(Object& object, const Objects& all, const FormerNames& names, Edits& edits,
           FollowedNames& followed)
      : object_(object),
        id_(object.id()),
        all_(all),
        names_(names),
        edits_(edits),
        followed_(followed) {
    subjects_ = namespaces_of_subjects(object);
  }

  void follow(const FieldSpec& field, const Selected& target) {
    field_ = &field;
    target_ = &target;
    object_.root = change_fields(
        *object_.root, object_.first_id(), std::span(&field, 1), Make::nothing, {},
        [&](const Node* value) { return value ? followed(*value) : value; }, edits_);
  }
  const std::optional<Refusal>& refusal() const { return refusal_; }

 private:
  const Node* followed(const Node& value) {
    if (value.is_null()) return &value;
    if (value.is_mapping()) return mapping(value);
    if (!value.is_sequence()) return scalar(value);
    std::vector<const Node*> items;
    bool changed = false;
    for (const Node* item : value.items()) {
      items.push_back(item->is_mapping()  ? mapping(*item)
                      : item->is_scalar() ? scalar(*item)
                                          : item);
      changed = changed || items.back() != item;
    }
    return changed ? edits_.sequence(items, value) : &value;
  }

  const Node* scalar(const Node& name) {
    const Object* found = select(name, {}, false);
    return found ? renamed(name, *found) : &name;
  }

  /// A name as the object has it now.
  const Node* renamed(const Node& name, const Object& found) {
    const Ref now = Ref(found.root)["metadata"]["name"];
    const Node* made = now.text() == name.text() ? &name : edits_.over(*now, &name);
    followed_.followed.insert(made->span());
    return made;
  }

  /// A mapping with a `name`, and perhaps a `namespace`.
  const Node* mapping(const Node& value) {
    const Ref name = Ref(&value)["name"];
    if (!name) return refuse(value.span(), "a reference has no `name`"), &value;
    const Object* found = select(*name, Ref(&value)["namespace"], true);
    if (!found) return &value;
    const Ref metadata = Ref(found->root)["metadata"];
    const Node* made = &value;
    if (const Node* now = renamed(*name, *found); now != name.node())
      made = edits_.with(*made, "name", *now, name.span());
    const Ref space = metadata["namespace"], before = Ref(&value)["namespace"];
    if (space.text().empty() || space.text() == before.text()) return made;
    return edits_.with(*made, "namespace", *edits_.over(*space, before.node()), name.span());
  }

  bool may_be_referred(const Object& other, const ObjectId& id) const {
    return id_.is_cluster_scoped() || id.is_cluster_scoped() || id.is_same_namespace(id_) ||
           subjects_.contains(Ref(other.root)["metadata"]["namespace"].text());
  }

  static bool was(const Object& object, const Selected& kind) {
    return std::ranges::any_of(object.before, [&](const ObjectId& id) { return kind.takes(id); });
  }

  /// `roleRef` says which kind is meant.
  bool is_role_that_is_meant(const Object& other) const {
    if (!field_->path.ends_with("roleRef/name")) return true;
    const Ref role = Ref(object_.root)["roleRef"];
    if (!role || !role["apiGroup"] || !role["kind"]) return true;
    return was(other, {role["apiGroup"].text(), "", role["kind"].text()});
  }

  bool is_in_reach(const ObjectId& id) const {
    return id_.is_cluster_scoped() || id.is_cluster_scoped() || id.kind == "ServiceAccount" ||
           id.is_same_namespace(id_);
  }

  /// Those that were called so. Where the reference names a namespace, it is the first one that
  /// they had, else the one that they have.
  Candidates candidates(std::string_view name, Ref space) const {
    Candidates all, former, current;
    for (const Object* each : names_.called(name)) {
      const ObjectId id = each->id();
      if (!may_be_referred(*each, id)) continue;
      all.push_back(each);
      if (!space) continue;
      if (each->first_id().effective_namespace() == space.text()) former.push_back(each);
      if (id.effective_namespace() == space.text()) current.push_back(each);
    }
    return !space ? all : has_first_namespace(space.text()) ? former : current;
  }

  /// Whether anything that may be referred to was in a namespace first, whatever its name.
  bool has_first_namespace(std::string_view space) const {
    return std::ranges::any_of(all_, [&](const Object& each) {
      return each.first_id().effective_namespace() == space && may_be_referred(each, each.id());
    });
  }

  const Object* select(const Node& name, Ref space, bool compares_namespaces) {
    Candidates found = candidates(name.text(), space);
    std::erase_if(found, [&](const Object* each) {
      return !was(*each, *target_) || !is_role_that_is_meant(*each) || !is_in_reach(each->id());
    });
    if (found.size() == 1) return found.front();
    for (const bool may_lack : {true, false}) {
      if (!may_lack && found.size() <= 1) break;
      std::erase_if(
          found, [&](const Object* each) { return !have_same_affixes(*each, object_, may_lack); });
    }
    if (found.empty()) {
      followed_.left.insert(name.span());
      return nullptr;
    }
    const ObjectId first = found.front()->id();
    const bool are_same = std::ranges::all_of(found, [&](const Object* each) {
      const ObjectId id = each->id();
      return id.name == first.name &&
             (!compares_namespaces || id.namespace_name == first.namespace_name);
    });
    if (are_same) return found.front();
    refuse(name.span(), fmt::format("several objects may be meant by `{}`", name.text()));
    return nullptr;
  }

  void refuse(Span at, std::string message) {
    if (!refusal_) refusal_ = {std::move(message), at};
  }

  Object& object_;
  const ObjectId id_;
  const Objects& all_;
  const FormerNames& names_;
  Edits& edits_;
  FollowedNames& followed_;
  std::set<std::string_view> subjects_;
  const FieldSpec* field_ = nullptr;
  const Selected* target_ = nullptr;
  std::optional<Refusal> refusal_;
};

/// The standard references with those that a configuration adds, in kustomize's order of kinds.
std::vector<Configuration::Reference> all_references(const Configuration& added) {
  std::vector<Configuration::Reference> all;
  for (const NameReference& each : name_references())
    all.push_back({each.target, {each.fields.begin(), each.fields.end()}});
  Configuration made;
  made.name_references = std::move(all);
  made.merge(added, {});
  return std::move(made.name_references);
}

}  // namespace

std::optional<Refusal> follow_names(Objects& objects, const Configuration& added, Edits& edits,
                                    FollowedNames& followed) {
  const FormerNames names(objects);
  if (names.empty()) return std::nullopt;
  const auto references = all_references(added);
  std::optional<Refusal> refusal;
  for (Object& object : objects) {
    const ObjectId first = object.first_id();
    Referrer referrer(object, objects, names, edits, followed);
    for (const Configuration::Reference& each : references)
      for (const FieldSpec& field : each.fields)
        if (field.of.takes(first)) referrer.follow(field, each.target);
    if (!refusal) refusal = referrer.refusal();
  }
  return refusal;
}

}  // namespace fairlead::kustomize
