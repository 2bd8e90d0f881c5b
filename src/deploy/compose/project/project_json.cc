#include <map>

#include "deploy/compose/project/project.h"
#include "tree/scalar_number.h"

namespace fairlead::compose {
namespace {

BuiltText plain_text(std::string_view text, Maker& maker) {
  const std::string_view kept = maker.arena().copy(text);
  return {kept.data(), nullptr, static_cast<std::uint32_t>(kept.size()), 0, 0};
}

void tell_number(const Value& value, emit::Events& events) {
  const auto number = scalar_number(value.text());
  if (!number)
    events.null();
  else if (!number->is_integer || value.kind == Kind::floating)
    events.floating(number->floating);
  else if (number->negative)
    events.integer(static_cast<std::int64_t>(0 - number->magnitude));
  else
    events.natural(number->magnitude);
}

void tell(const Value& value, emit::Events& events, Maker& maker) {
  switch (value.kind) {
    case Kind::null:
      return events.null();
    case Kind::boolean:
      return events.boolean(value.is_true());
    case Kind::integer:
    case Kind::floating:
      return tell_number(value, events);
    case Kind::string:
      return events.string(plain_text(value.text(), maker));
    case Kind::sequence:
      events.begin_sequence();
      for (const Value& item : value.items) tell(item, events, maker);
      return events.end();
    case Kind::mapping:
    case Kind::alias:
      events.begin_record();
      for (const auto* field : in_order(value.fields)) {
        events.key(plain_text(field->first, maker));
        tell(field->second.value, events, maker);
      }
      return events.end();
  }
  __builtin_unreachable();
}

}  // namespace

Loaded<std::string> project_json(const Project& project, emit::JsonForm form, Maker& maker) {
  std::map<std::string_view, const Value*> parts;
  for (const auto& [name, field] : project.model.fields)
    if (name != "name" && name != "models") parts[name] = &field.value;
  emit::Events events;
  events.begin_mapping();
  events.key(plain_text("name", maker));
  events.string(plain_text(project.name, maker));
  for (const auto& [name, value] : parts) {
    events.key(plain_text(name, maker));
    tell(*value, events, maker);
  }
  events.end();
  TextBuilder text;
  if (const auto written = emit::write_json(events, form, text); !written)
    return tl::unexpected(Refusal{Stage::print, written.error(), {}});
  return std::string(text.text());
}

}  // namespace fairlead::compose
