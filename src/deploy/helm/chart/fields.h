#pragma once
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "deploy/helm/chart/outcome.h"
#include "tree/node.h"

namespace fairlead::helm {

/// Reads YAML into typed fields as sigs.k8s.io/yaml and Go's encoding/json do: numbers and booleans
/// may stand for a string, null changes nothing, letters' case does not matter in names, and the
/// first value of a wrong type is remembered.
class FieldReader {
 public:
  void text(Ref value, std::string& field);
  void texts(Ref value, std::vector<std::string>& field);
  void text_map(Ref value, std::map<std::string, std::string>& field);
  void flag(Ref value, bool& field);
  /// Whether it is a mapping (or a list); another type is an error, and null is nothing at all.
  bool is_object(Ref value, std::string_view type);
  bool is_list(Ref value, std::string_view type);

  /// Names the field that is read until the next call, for the words of an error.
  void name(std::string_view path) { path_ = path; }
  const std::optional<Failure>& failure() const { return failure_; }

 private:
  void wrong(Ref value, std::string_view type);

  std::string path_;
  std::optional<Failure> failure_;
};

template <typename T>
struct Field {
  std::string_view name;
  void (*read)(FieldReader&, Ref, T&);
};

/// The entries of a mapping as JSON has them, by their names' bytes.
struct NamedEntry {
  std::string name;
  Ref value;
};
std::vector<NamedEntry> named_entries(Ref mapping);
/// The field of that name, written in small or large letters; nothing for any other.
std::optional<std::size_t> field_called(std::string_view name,
                                        std::span<const std::string_view> fields);

/// Reads what a mapping has of the fields. `path` is what errors call the mapping: "Metadata.".
template <typename T>
void read_fields(FieldReader& reader, Ref mapping, std::span<const Field<T>> fields,
                 std::string_view path, T& made) {
  std::vector<std::string_view> names;
  for (const Field<T>& field : fields) names.push_back(field.name);
  for (const NamedEntry& entry : named_entries(mapping)) {
    const auto index = field_called(entry.name, names);
    if (!index) continue;
    reader.name(std::string(path) + std::string(names[*index]));
    fields[*index].read(reader, entry.value, made);
  }
}

}  // namespace fairlead::helm
