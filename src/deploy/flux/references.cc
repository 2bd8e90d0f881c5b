#include "deploy/flux/references.h"

#include "base/filled_in.h"

namespace fairlead::flux {
namespace {

/// The object of the same name that the unit has in another namespace, where Flux does not look.
const NamedText* elsewhere(const NamedObject& named, const ObjectsInView& objects) {
  const auto all = objects.own(named.kind, named.name);
  const bool is_one = all.size() == 1 && !all.front()->is_open && !named.namespace_name.empty();
  const bool is_elsewhere = is_one && !all.front()->namespace_name.empty() &&
                            all.front()->namespace_name != named.namespace_name;
  return is_elsewhere ? all.front() : nullptr;
}

}  // namespace

Reference refer(Ref entry, std::string_view key, const Resource& by, const ObjectsInView& objects) {
  Reference made;
  NamedObject& named = made.named;
  named.kind = entry["kind"].text();
  named.name = entry["name"].text();
  named.namespace_name = by.namespace_name;
  named.key = key;
  named.at = entry["name"];
  named.key_at = entry["valuesKey"];
  named.optional = entry["optional"].boolean();
  if (named.name.empty() || is_filled_in(named.name)) {
    named.why = "a name that is filled in later";
    return made;
  }
  made.text = objects.find(named.kind, named.namespace_name, named.name, by);
  if (!made.text) {
    const NamedText* other = elsewhere(named, objects);
    named.found = other ? NamedObject::Found::no : NamedObject::Found::unknown;
    if (other) named.other = other->root["metadata"]["namespace"];
    named.why = "not in this repository, or there are several";
  } else if (key.empty() || made.text->has(key)) {
    named.found = NamedObject::Found::yes;
  } else if (made.text->is_open) {
    named.why = "its keys are not all in view";
  } else {
    named.found = NamedObject::Found::no_key;
    named.other = made.text->root["metadata"]["name"];
    named.keys = made.text->all_keys();
  }
  return made;
}

}  // namespace fairlead::flux
