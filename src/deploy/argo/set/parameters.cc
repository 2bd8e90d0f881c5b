#include "deploy/argo/set/parameters.h"

#include <fmt/format.h>

#include <algorithm>

#include "emit/json_text.h"
#include "gotemplate/format/printer.h"
#include "gotemplate/value/call.h"
#include "gotemplate/value/value_events.h"

namespace fairlead::argo {
namespace {

using gotemplate::Map;
using gotemplate::Value;

BuiltText printed(SetRun& run, const Value& value) {
  if (value.is_string()) return value.rope();
  TextBuilder out;
  gotemplate::Printer(run.heap, out).print(value);
  return out.done(run.heap.arena());
}

void flatten(SetRun& run, const Value& value, const std::string& name,
             std::map<std::string, BuiltText>& all) {
  const auto below = [&](std::string_view key) {
    return name.empty() ? std::string(key) : fmt::format("{}.{}", name, key);
  };
  if (!run.heap.budget().step() || !run.heap.budget().deeper()) return;
  if (value.is_map() && value.map().size() > 0) {
    for (const Map::Item& item : value.map().sorted())
      flatten(run, item.value, below(item.name()), all);
  } else if (value.is_list() && value.list().size() > 0) {
    std::size_t index = 0;
    for (const Value& item : value.list().items())
      flatten(run, item, below(fmt::format("{}", index++)), all);
  } else if (!name.empty()) {
    all.insert_or_assign(name, printed(run, value));
  }
}

/// A deep copy of the mappings in a value, so that what is put over one changes no other.
Value copied(SetRun& run, const Value& value) {
  if (!value.is_map() || !run.heap.budget().deeper()) return value;
  Map* made = run.heap.map();
  for (const Map::Item& item : value.map().sorted()) made->set(item.key, copied(run, item.value));
  return Value::map(made, value.origin());
}

bool meets(Ref expression, const std::string* value) {
  const std::string_view asked = expression["operator"].text();
  const auto values = expression["values"].items();
  const bool listed = value && std::ranges::any_of(values, [&](const Node* each) {
                        return Ref(each).text() == *value;
                      });
  if (asked == "In") return listed;
  if (asked == "NotIn") return !listed;
  if (asked == "Exists") return value != nullptr;
  return asked == "DoesNotExist" && !value;
}

}  // namespace

std::map<std::string, BuiltText> flattened(SetRun& run, Map& values) {
  std::map<std::string, BuiltText> all;
  flatten(run, Value::map(&values), "", all);
  return all;
}

Parameters flat_parameters(SetRun& run, Map& values) {
  Map* made = run.heap.map();
  for (const auto& [name, text] : flattened(run, values))
    made->set(run.heap.key(name), run.heap.string(text));
  return made;
}

void put_over(SetRun& run, Map& base, Map& more) {
  if (!run.go_template) {
    for (const Map::Item& item : more.sorted()) base.set(item.key, item.value);
    return;
  }
  const Value arguments[] = {Value::map(&base), Value::map(&more)};
  gotemplate::Call call{.heap = run.heap, .arguments = arguments};
  run.functions.find("mergeOverwrite")->body(call);
}

Parameters combined(SetRun& run, Map& first, Map& second) {
  if (run.go_template) {
    Map* made = run.heap.map();
    put_over(run, *made, copied(run, Value::map(&second)).map());
    put_over(run, *made, copied(run, Value::map(&first)).map());
    return made;
  }
  Map* made = run.heap.map();
  for (Map* each : {&first, &second}) {
    for (const Map::Item& item : each->sorted()) {
      const BuiltText text = printed(run, item.value);
      const Value* before = made->find(item.name());
      if (before && before->text() != text.text()) {
        run.fail(fmt::format("found duplicate key {} with different value, a: {} ,b: {}",
                             item.name(), before->text(), text.text()));
        return nullptr;
      }
      made->set(item.key, run.heap.string(text));
    }
  }
  return made;
}

std::string merge_key(SetRun& run, Map& set, Ref keys) {
  emit::Events events;
  Map* chosen = run.heap.map();
  for (const Node* key : keys.items()) {
    const Value* value = set.find(Ref(key).text());
    chosen->set(run.heap.key(Ref(key).text()), value ? *value : Value::nil());
  }
  TextBuilder out;
  std::string error = gotemplate::add_value(Value::map(chosen), run.heap, events);
  if (!error.empty() || !emit::write_json(events, emit::JsonForm::compact, out)) return {};
  return std::string(out.text());
}

bool selects(SetRun& run, Ref selector, Map& set) {
  if (!selector.present()) return true;
  std::map<std::string, std::string, std::less<>> values;
  for (const auto& [name, text] : flattened(run, set)) values.emplace(name, text.text());
  const auto at = [&](std::string_view key) {
    const auto found = values.find(key);
    return found == values.end() ? nullptr : &found->second;
  };
  for (const Entry& each : selector["matchLabels"].entries()) {
    const std::string* value = at(each.key->text());
    if (!value || *value != each.value->text()) return false;
  }
  return std::ranges::all_of(selector["matchExpressions"].items(), [&](const Node* each) {
    return meets(Ref(each), at(Ref(each)["key"].text()));
  });
}

}  // namespace fairlead::argo
