#include "config/client_file.h"

#include <fmt/format.h>

#include "base/text.h"
#include "redis/command/commands.h"

namespace fairlead {
namespace {

using redis::ClientAbility;
using redis::ClientCommands;
using redis::ClientLibrary;
using redis::ClientName;
using redis::ClientPackage;
using redis::ClientRole;
using redis::QueueNameRule;

/// Where the texts go, and the first thing that is wrong.
struct Reading {
  const SourceMap& sources;
  Arena& arena;
  std::string error;

  void fail(Span at, std::string_view message) {
    if (!error.empty()) return;
    const Position position = sources.position(at.source, at.begin);
    error = fmt::format("{}:{}:{}: {}", sources.name(at.source), position.line, position.column,
                        message);
  }
};

/// One key of a mapping, and how its value gets into a T.
template <typename T>
struct Field {
  std::string_view key;
  bool required;
  void (*read)(Reading&, Ref, T&);
};

template <typename T>
T read_fields(Reading& in, std::span<const Field<T>> fields, Ref mapping) {
  T result;
  if (!mapping || !mapping->is_mapping()) {
    in.fail(mapping.span(), "a mapping is needed here");
    return result;
  }
  std::vector<std::string_view> known;
  for (const Field<T>& field : fields) known.push_back(field.key);
  for (const Entry& entry : mapping.entries()) {
    const std::string_view key = entry.key->text();
    const auto field = std::ranges::find(known, key);
    if (field != known.end()) {
      fields[static_cast<std::size_t>(field - known.begin())].read(in, Ref(entry), result);
      continue;
    }
    const std::string_view near = nearest(key, known);
    in.fail(entry.key->span(),
            fmt::format("unknown key `{}`{}", key,
                        near.empty() ? std::string() : fmt::format("; did you mean `{}`?", near)));
  }
  for (const Field<T>& field : fields) {
    if (field.required && !mapping[field.key])
      in.fail(mapping.span(), fmt::format("`{}` is missing", field.key));
  }
  return result;
}

std::string_view text_of(Reading& in, Ref value) {
  if (!value || !value->is_scalar() || value->is_null()) {
    in.fail(value.span(), "a text is needed here");
    return {};
  }
  std::string_view text = value->text();
  while (text.ends_with('\n')) text.remove_suffix(1);
  return in.arena.copy(text);
}

std::vector<Ref> items_of(Reading& in, Ref value) {
  std::vector<Ref> items;
  if (!value || !value->is_sequence()) {
    in.fail(value.span(), "a list is needed here");
    return items;
  }
  for (const Node* item : value.items()) items.emplace_back(item);
  return items;
}

template <typename T>
std::span<const T> kept(Reading& in, const std::vector<T>& items) {
  return in.arena.copy(std::span<const T>(items));
}

std::span<const std::string_view> texts_of(Reading& in, Ref value) {
  std::vector<std::string_view> texts;
  for (const Ref item : items_of(in, value)) texts.push_back(text_of(in, item));
  return kept(in, texts);
}

template <typename T>
std::span<const T> list_of(Reading& in, std::span<const Field<T>> fields, Ref value) {
  std::vector<T> list;
  for (const Ref item : items_of(in, value)) list.push_back(read_fields<T>(in, fields, item));
  return kept(in, list);
}

template <typename T, std::string_view T::*member>
void read_text(Reading& in, Ref value, T& out) {
  out.*member = text_of(in, value);
}
template <typename T, std::span<const std::string_view> T::*member>
void read_texts(Reading& in, Ref value, T& out) {
  out.*member = texts_of(in, value);
}
template <typename T, bool T::*member>
void read_flag(Reading&, Ref value, T& out) {
  out.*member = value.boolean();
}

template <typename T>
void read_role(Reading& in, Ref value, T& out) {
  const std::string_view word = text_of(in, value);
  if (word == "producer") {
    out.role = ClientRole::producer;
  } else if (word == "worker") {
    out.role = ClientRole::worker;
  } else {
    in.fail(value.span(), "a role is `producer` or `worker`");
  }
}

constexpr Field<ClientName> name_fields[] = {
    {"id", true, read_text<ClientName, &ClientName::id>},
    {"pattern", true, read_text<ClientName, &ClientName::pattern>},
    {"for", true, read_text<ClientName, &ClientName::purpose>},
    {"optional", false, read_text<ClientName, &ClientName::optional>},
    {"role", false, read_role<ClientName>},
    {"literal", false, read_flag<ClientName, &ClientName::literal>},
};

constexpr Field<ClientCommands> command_fields[] = {
    {"names", true, read_texts<ClientCommands, &ClientCommands::names>},
    {"keys", false, read_texts<ClientCommands, &ClientCommands::keys>},
    {"channels", false, read_texts<ClientCommands, &ClientCommands::channels>},
    {"for", true, read_text<ClientCommands, &ClientCommands::purpose>},
    {"optional", false, read_text<ClientCommands, &ClientCommands::optional>},
    {"without", false, read_text<ClientCommands, &ClientCommands::without>},
    {"since", false, read_text<ClientCommands, &ClientCommands::since>},
    {"goes-on", false, read_flag<ClientCommands, &ClientCommands::goes_on>},
    {"role", false, read_role<ClientCommands>},
    {"lua", false, read_flag<ClientCommands, &ClientCommands::in_lua>},
};

constexpr Field<QueueNameRule> queue_name_fields[] = {
    {"pattern", false, read_text<QueueNameRule, &QueueNameRule::pattern>},
    {"refusal", false, read_text<QueueNameRule, &QueueNameRule::refusal>},
    {"since", false, read_text<QueueNameRule, &QueueNameRule::since>},
    {"drops", false, read_text<QueueNameRule, &QueueNameRule::drops>},
};

constexpr Field<ClientAbility> ability_fields[] = {
    {"can", true,
     [](Reading& in, Ref value, ClientAbility& out) {
       using Can = ClientAbility::Can;
       static constexpr std::pair<std::string_view, Can> words[] = {
           {"true", Can::yes}, {"false", Can::no}, {"hash-tag", Can::hash_tag}};
       for (const auto& [word, can] : words) {
         if (value.text() == word) out.can = can;
       }
       if (out.can == Can::unknown) in.fail(value.span(), "`can` is `true`, `false` or `hash-tag`");
     }},
    {"how", true, read_text<ClientAbility, &ClientAbility::how>},
};

struct Eviction {
  std::string_view policy, otherwise;
};
constexpr Field<Eviction> eviction_fields[] = {
    {"policy", true, read_text<Eviction, &Eviction::policy>},
    {"otherwise", true, read_text<Eviction, &Eviction::otherwise>},
};

void read_packages(Reading& in, Ref value, ClientLibrary& out) {
  static constexpr std::string_view registries[] = {"npm", "pypi",   "rubygems",
                                                    "go",  "crates", "packagist"};
  std::vector<ClientPackage> packages;
  for (const Entry& entry : value.entries()) {
    if (std::ranges::find(registries, entry.key->text()) == std::end(registries))
      in.fail(entry.key->span(), "use npm, pypi, rubygems, go, crates or packagist");
    for (const std::string_view name : texts_of(in, Ref(entry)))
      packages.push_back({in.arena.copy(entry.key->text()), name});
  }
  out.packages = kept(in, packages);
}

using Library = ClientLibrary;
constexpr Field<Library> library_fields[] = {
    {"id", true, read_text<Library, &Library::id>},
    {"title", true, read_text<Library, &Library::title>},
    {"language", false, read_text<Library, &Library::language>},
    {"examined", false, read_text<Library, &Library::examined>},
    {"proved", false, read_flag<Library, &Library::proved>},
    {"about", false, read_text<Library, &Library::about>},
    {"packages", false, read_packages},
    {"programs", false, read_texts<Library, &Library::programs>},
    {"env", false, read_texts<Library, &Library::variables>},
    {"prefix", false, read_text<Library, &Library::prefix>},
    {"queue", false, read_text<Library, &Library::queue>},
    {"keys", false,
     [](Reading& in, Ref value, Library& out) {
       out.keys = list_of<ClientName>(in, name_fields, value);
     }},
    {"channels", false,
     [](Reading& in, Ref value, Library& out) {
       out.channels = list_of<ClientName>(in, name_fields, value);
     }},
    {"waiting", false, read_texts<Library, &Library::waiting>},
    {"commands", true,
     [](Reading& in, Ref value, Library& out) {
       out.commands = list_of<ClientCommands>(in, command_fields, value);
     }},
    {"blocking", false, read_texts<Library, &Library::blocking>},
    {"eviction", false,
     [](Reading& in, Ref value, Library& out) {
       const auto read = read_fields<Eviction>(in, eviction_fields, value);
       out.eviction = read.policy, out.eviction_effect = read.otherwise;
     }},
    {"minimum", false, read_text<Library, &Library::minimum>},
    {"queue-names", false,
     [](Reading& in, Ref value, Library& out) {
       out.queue_names = read_fields<QueueNameRule>(in, queue_name_fields, value);
     }},
    {"raw-queue", false, read_flag<Library, &Library::raw_queue>},
    {"other-brokers", false, read_flag<Library, &Library::other_brokers>},
    {"sentinel", false,
     [](Reading& in, Ref value, Library& out) {
       out.sentinel = read_fields<ClientAbility>(in, ability_fields, value);
     }},
    {"cluster", false,
     [](Reading& in, Ref value, Library& out) {
       out.cluster = read_fields<ClientAbility>(in, ability_fields, value);
     }},
    {"schemes", false, read_texts<Library, &Library::schemes>},
    {"urls", false, read_text<Library, &Library::urls>},
    {"references", false, read_texts<Library, &Library::references>},
};

void check_ids(Reading& in, Ref ids, std::span<const ClientName> names) {
  for (const Node* id : ids.items()) {
    if (std::ranges::find(names, id->text(), &ClientName::id) == names.end())
      in.fail(id->span(), fmt::format("no key or channel has the id `{}`", id->text()));
  }
}

void check_references(Reading& in, const Library& library, Ref mapping) {
  for (const Node* item : mapping["commands"].items()) {
    const Ref group(item);
    for (const Node* name : group["names"].items()) {
      if (!redis::known_command(name->text()) || lower(name->text()) != name->text())
        in.fail(name->span(), fmt::format("no server has the command `{}`", name->text()));
    }
    check_ids(in, group["keys"], library.keys);
    check_ids(in, group["channels"], library.channels);
  }
}

}  // namespace

Result<redis::ClientLibrary> read_client(const SourceMap& sources, Arena& arena, Ref mapping) {
  Reading reading{sources, arena, {}};
  const auto library = read_fields<ClientLibrary>(reading, library_fields, mapping);
  if (reading.error.empty()) check_references(reading, library, mapping);
  if (!reading.error.empty()) return usage_error(std::move(reading.error));
  return library;
}

}  // namespace fairlead
