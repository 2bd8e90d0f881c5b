#include "deploy/compose/merge/forms.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "deploy/compose/value/port_text.h"
#include "deploy/compose/value/volume_text.h"

namespace fairlead::compose {

Refused Forms::unfit(std::string_view what, const Path& path, const Value& value) const {
  return maker_.refuse(fmt::format("{}: invalid type for {}", path.text(), what), value.span());
}

Value Forms::with(std::string_view name, const Value& text) const {
  Value made = Value::mapping();
  made.node = text.node;
  made.set(std::string(name), nullptr, text);
  return made;
}

Value Forms::part(const Value& text, std::string_view bytes) {
  const auto from = static_cast<std::size_t>(bytes.data() - text.text().data());
  return maker_.part(text, from, from + bytes.size());
}

namespace {

/// The field of the long form that a text stands for, and what the value is called.
struct LongField {
  std::string_view name, what;
};
constexpr std::pair<Form, LongField> long_fields[] = {
    {Form::build, {"context", "build"}},     {Form::source, {"source", "mount"}},
    {Form::extends, {"service", "extends"}}, {Form::schedule, {"cron", "schedule"}},
    {Form::include, {"path", "include"}},
};

}  // namespace

Refused Forms::make(Form form, const Path& path, Value& value) {
  for (const auto& [which, field] : long_fields) {
    if (which != form) continue;
    if (value.is_string()) value = with(field.name, value);
    return value.is_mapping() ? std::nullopt : unfit(field.what, path, value);
  }
  switch (form) {
    case Form::texts:
    case Form::text:
      return texts(form, value);
    case Form::key_values:
    case Form::ssh:
      return key_values(form == Form::ssh, path, value);
    case Form::limit:
      if (value.is_mapping() || value.is_integer() || (value.is_string() && lenient_))
        return std::nullopt;
      return unfit("ulimits", path, value);
    case Form::dependencies:
      return dependencies(path, value);
    case Form::ports:
      return ports(path, value);
    case Form::external:
      return external(path, value);
    case Form::env_files:
      return env_files(path, value);
    case Form::gpus:
      return gpus(path, value);
    case Form::names:
      return names(path, value);
    case Form::volume:
      return volume(path, value);
    case Form::device:
      return device(path, value);
    default:
      return std::nullopt;
  }
}

Refused Forms::texts(Form form, Value& value) {
  if (form == Form::text) {
    if (!value.is_string() && value.node)
      value = maker_.retyped(value, Kind::string, printed(value));
  } else if (value.is_string()) {
    Value list = Value::sequence();
    list.items.push_back(std::move(value));
    value = std::move(list);
  }
  return std::nullopt;
}

Refused Forms::key_values(bool is_ssh, const Path& path, Value& value) {
  if (value.is_mapping()) return std::nullopt;
  if (!value.is_sequence()) return unfit("mapping", path, value);
  Value made = Value::mapping();
  for (const Value& item : value.items) {
    const std::string_view text = item.text();
    const std::size_t sign = text.find('=');
    const bool stands_alone = is_ssh && text == "default";
    if (!item.is_string() || (sign == text.npos && !stands_alone)) {
      if (lenient_) return std::nullopt;
      return Refusal{Stage::load,
                     fmt::format("{}: invalid value {}, expected key=value", path.text(), text),
                     item.span()};
    }
    const Value key = maker_.part(item, 0, std::min(sign, text.size()));
    made.set(std::string(key.text()), key.node,
             stands_alone ? Value() : maker_.part(item, sign + 1, text.size()));
  }
  value = std::move(made);
  return std::nullopt;
}

Refused Forms::dependencies(const Path& path, Value& value) {
  const auto fill = [&](Value& below, const Value& because) {
    if (!below.find("condition"))
      below.set("condition", nullptr, maker_.constant(Kind::string, "service_started", because));
    if (!below.find("required"))
      below.set("required", nullptr, maker_.constant(Kind::boolean, "true", because));
  };
  if (value.is_mapping()) {
    for (auto& [name, field] : value.fields) {
      if (!field.value.is_mapping()) return unfit("depends_on", path, value);
      fill(field.value, field.key ? Value::scalar(field.key) : field.value);
    }
    return std::nullopt;
  }
  if (!value.is_sequence()) return unfit("depends_on", path, value);
  Value made = Value::mapping();
  for (const Value& item : value.items) {
    if (!item.is_string()) return unfit("depends_on", path, item);
    Value below = Value::mapping();
    fill(below, item);
    made.set(std::string(item.text()), item.node, std::move(below));
  }
  value = std::move(made);
  return std::nullopt;
}

Refused Forms::ports(const Path& path, Value& value) {
  if (!value.is_sequence()) return unfit("port", path, value);
  Value made = Value::sequence();
  for (Value& item : value.items) {
    if (item.is_string() || item.is_integer()) {
      if (auto refused = add_ports(item, made)) return refused;
      continue;
    }
    if (!item.is_mapping())
      if (auto refused = unfit("port", path, item)) return refused;
    made.items.push_back(std::move(item));
  }
  value = std::move(made);
  return std::nullopt;
}

Refused Forms::add_ports(const Value& text, Value& ports) {
  std::string error;
  const std::string whole = printed(text);
  const auto parsed = port_texts(whole, error);
  if (!parsed && lenient_) {
    ports.items.push_back(text);
    return std::nullopt;
  }
  if (!parsed) return Refusal{Stage::load, std::move(error), text.span()};
  if (auto refused = maker_.take(parsed->size() * 6)) return refused;
  const bool is_written = whole == text.text();
  const auto put = [&](Value& to, std::string_view name, Kind kind, std::string_view made,
                       std::size_t at, std::size_t size) {
    if (made.empty()) return;
    const Value from = is_written ? maker_.part(text, at, at + size) : text;
    to.set(std::string(name), nullptr, maker_.retyped(from, kind, made));
  };
  for (const PortText& port : *parsed) {
    Value& to = ports.items.emplace_back(Value::mapping());
    to.node = text.node;
    to.set("mode", nullptr, maker_.constant(Kind::string, "ingress", text));
    if (!port.host.empty())
      put(to, "host_ip", Kind::string, port.host,
          static_cast<std::size_t>(port.host.data() - whole.data()), port.host.size());
    put(to, "target", Kind::integer, port.target, port.target_at, port.target_size);
    put(to, "published", Kind::string, port.published, port.published_at, port.published_size);
    to.set("protocol", nullptr, maker_.constant(Kind::string, port.protocol, text));
  }
  return std::nullopt;
}

Refused Forms::external(const Path& path, Value& value) {
  if (value.is_null()) return std::nullopt;
  if (!value.is_mapping())
    return maker_.refuse(fmt::format("{}: must be a mapping", path.text()), value.span());
  Value* outer = value.find("external");
  if (!outer || !outer->is_mapping()) return std::nullopt;
  const Value named = std::move(*outer);
  value.set("external", nullptr, maker_.constant(Kind::boolean, "true", named));
  const Value *name = named.find("name"), *own = value.find("name");
  if (!name) return std::nullopt;
  if (own && !equal(*own, *name))
    return maker_.refuse(
        fmt::format("{}: name and external.name conflict; only use name", path.text()),
        own->span());
  value.set("name", nullptr, *name);
  return std::nullopt;
}

Refused Forms::env_files(const Path& path, Value& value) {
  const auto fill = [&](Value item) -> Value {
    if (item.is_string()) item = with("path", item);
    if (!item.is_mapping()) return {};
    if (!item.find("required"))
      item.set("required", nullptr, maker_.constant(Kind::boolean, "true", item));
    return item;
  };
  if (value.is_string()) {
    Value list = Value::sequence();
    list.items.push_back(fill(std::move(value)));
    value = std::move(list);
    return std::nullopt;
  }
  if (!value.is_sequence()) return unfit("env_file", path, value);
  for (Value& item : value.items) item = fill(std::move(item));
  return std::nullopt;
}

Refused Forms::gpus(const Path& path, Value& value) {
  if (value.is_sequence()) return std::nullopt;
  if (!value.is_string()) return unfit("gpus", path, value);
  Value list = Value::sequence();
  list.items.push_back(with("count", maker_.constant(Kind::string, "all", value)));
  value = std::move(list);
  return std::nullopt;
}

Refused Forms::names(const Path& path, Value& value) {
  if (!value.is_sequence()) return std::nullopt;
  Value made = Value::mapping();
  for (const Value& item : value.items) {
    if (!item.is_string()) return unfit("name", path, item);
    made.set(std::string(item.text()), item.node, {});
  }
  value = std::move(made);
  return std::nullopt;
}

Refused Forms::volume(const Path& path, Value& value) {
  if (value.is_mapping()) return std::nullopt;
  if (!value.is_string()) return unfit("service volume mount", path, value);
  const auto parts = volume_parts(value.text());
  if (!parts) {
    if (lenient_) return std::nullopt;
    return Refusal{Stage::load, fmt::format("invalid spec: {}", value.text()), value.span()};
  }
  const bool is_bind = is_volume_path(parts->source);
  Value made = Value::mapping();
  made.node = value.node;
  made.set("type", nullptr, maker_.constant(Kind::string, is_bind ? "bind" : "volume", value));
  if (!parts->source.empty()) made.set("source", nullptr, part(value, parts->source));
  if (!parts->target.empty()) {
    const Value target = part(value, parts->target);
    made.set("target", nullptr, maker_.retyped(target, Kind::string, clean_path(parts->target)));
  }
  volume_options(parts->options, value, made);
  if (is_bind) {
    if (!made.find("bind")) made.set("bind", nullptr, Value::mapping());
    made.find("bind")->set("create_host_path", nullptr,
                           maker_.constant(Kind::boolean, "true", value));
  } else if (!parts->is_short && !made.find("volume")) {
    made.set("volume", nullptr, Value::mapping());
  }
  value = std::move(made);
  return std::nullopt;
}

void Forms::volume_options(std::string_view options, const Value& text, Value& made) {
  const auto below = [&](std::string_view name) -> Value& {
    if (!made.find(name)) made.set(std::string(name), nullptr, Value::mapping());
    return *made.find(name);
  };
  for (const std::string_view option : split(options, ',')) {
    constexpr std::string_view shared[] = {"rprivate", "private", "rshared",
                                           "shared",   "rslave",  "slave"};
    if (option == "ro")
      made.set("read_only", nullptr, maker_.constant(Kind::boolean, "true", text));
    else if (option == "rw")
      made.erase("read_only");
    else if (option == "nocopy")
      below("volume").set("nocopy", nullptr, maker_.constant(Kind::boolean, "true", text));
    else if (option == "z" || option == "Z")
      below("bind").set("selinux", nullptr, part(text, option));
    else if (std::ranges::find(shared, option) != std::end(shared))
      below("bind").set("propagation", nullptr, part(text, option));
  }
}

Refused Forms::device(const Path& path, Value& value) {
  if (value.is_mapping()) return std::nullopt;
  if (!value.is_string()) return unfit("device", path, value);
  const auto parts = split(value.text(), ':');
  if (parts.size() > 3) {
    if (lenient_) return std::nullopt;
    return Refusal{
        Stage::load,
        fmt::format("confusing device mapping, please use long syntax: {}", value.text()),
        value.span()};
  }
  const std::string_view target = parts.size() > 1 && !parts[1].empty() ? parts[1] : parts[0];
  Value made = Value::mapping();
  made.node = value.node;
  made.set("source", nullptr, part(value, parts[0]));
  made.set("target", nullptr, part(value, target));
  made.set("permissions", nullptr,
           parts.size() > 2 ? part(value, parts[2]) : maker_.constant(Kind::string, "rwm", value));
  value = std::move(made);
  return std::nullopt;
}

}  // namespace fairlead::compose
