#include "deploy/helm/engine/values_type.h"

#include <fmt/format.h>

#include "base/text.h"
#include "emit/yaml_text.h"
#include "gotemplate/strconv/quote.h"
#include "gotemplate/value/call.h"
#include "gotemplate/value/containers.h"
#include "gotemplate/value/value_events.h"

namespace fairlead::helm {
namespace {

using gotemplate::Call;
using gotemplate::Function;
using gotemplate::TypeInfo;
using gotemplate::Value;

bool is_table(const Value& value) { return value.is_map() && !value.is_named(); }

Value as_map(Call& call) { return call.self.named(false); }

Value as_yaml(Call& call) {
  emit::Events events;
  TextBuilder out;
  std::string error = gotemplate::add_value(call.self, call.heap, events);
  if (error.empty())
    if (const emit::Written done =
            emit::write_yaml(events, emit::YamlForm::sigs, call.heap.arena(), out);
        !done)
      error = done.error();
  return error.empty() ? call.heap.string(out) : call.fail(std::move(error));
}

/// The table at a path of keys; the key that is none where there is none.
tl::expected<Value, std::string_view> table_at(Value at, std::string_view path) {
  for (const std::string_view key : split(path, '.')) {
    const Value* below = at.map().find(key);
    if (!below || !below->is_map()) return tl::unexpected(key);
    at = *below;
  }
  return at;
}

Value table(Call& call) {
  const auto found = table_at(call.self, call[0].text());
  if (!found) return call.fail(fmt::format("{} is not a table", gotemplate::quoted(found.error())));
  found->map().name_as(call.self.map().named_type());
  return found->boxed(false).named();
}

Value path_value(Call& call) {
  const std::string_view path = call[0].text();
  if (path.empty()) return call.fail("YAML path cannot be empty");
  const std::size_t dot = path.rfind('.');
  const std::string_view key = path.substr(dot == path.npos ? 0 : dot + 1);
  Value at = call.self;
  if (dot != path.npos) {
    const auto found = table_at(at, path.substr(0, dot));
    at = found ? *found : Value();
  }
  const Value* value = at.is_map() ? at.map().find(key) : nullptr;
  if (!value || is_table(*value))
    return call.fail(fmt::format("{} is not a value", gotemplate::quoted(key)));
  return value->boxed(true);
}

/// No template has anything to write to.
Value encode(Call& call) { return call.fail("nothing is written to"); }

constexpr Function methods[] = {{"AsMap", "", as_map},
                                {"Encode", "io.Writer", encode},
                                {"PathValue", "string", path_value},
                                {"Table", "string", table},
                                {"YAML", "", as_yaml}};

constexpr TypeInfo type_called(std::string_view name) {
  return {.name = name, .methods = methods, .method_count = std::size(methods)};
}

}  // namespace

const TypeInfo& values_type(Version version) {
  static constexpr TypeInfo four = type_called("common.Values");
  static constexpr TypeInfo three = type_called("chartutil.Values");
  return version == Version::v4 ? four : three;
}

}  // namespace fairlead::helm
