#pragma once
#include <string>

#include "deploy/helm/chart/go_text.h"
#include "tree/node.h"
#include "tree/scalar.h"

namespace fairlead::testing {

inline std::string json_text(std::string_view text) {
  return json_value(Node::scalar(Kind::string, Style::plain, Syntax::yaml, Span{}, text));
}

/// A tree as Helm's toJson writes it: one line, keys in the order of their bytes.
inline std::string values_json(Ref value) {
  if (!value || value->is_null()) return "null";
  std::string all;
  const auto comma = [&] { return all.empty() ? "" : ","; };
  if (value->is_mapping()) {
    std::map<std::string, std::string> entries;
    for (const Entry& entry : value.entries())
      entries[json_key(*entry.key->resolved())] = values_json(Ref(entry.value));
    for (const auto& [key, text] : entries) all += comma() + json_text(key) + ":" + text;
    return "{" + all + "}";
  }
  if (value->is_sequence()) {
    for (const Node* item : value.items()) all += comma() + values_json(Ref(item));
    return "[" + all + "]";
  }
  return helm::is_int64(*value) ? std::string(value->text()) : json_value(*value);
}

}  // namespace fairlead::testing
