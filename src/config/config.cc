#include "config/config.h"

#include <fmt/format.h>

#include <charconv>

#include "base/text.h"
#include "config/client_file.h"
#include "config/duration.h"
#include "config/release_name.h"
#include "redis/version.h"
#include "tree/scalar.h"

namespace fairlead {
namespace {

/// Reads one fairlead.yaml; the first mistake ends it, with its place.
class Reader {
 public:
  Reader(const SourceMap& sources, const Document& document,
         std::span<const redis::ClientLibrary> clients)
      : sources_(sources) {
    for (const redis::ClientLibrary& client : clients) config_.clients.push_back(&client);
    config_.path = sources.name(document.source);
    config_.directory = std::string(directory_of(sources.name(document.source)));
    if (document.root) read_top(Ref(document.root));
  }

  Result<Config> result() && {
    if (!error_.empty()) return usage_error(std::move(error_));
    return std::move(config_);
  }

 private:
  static std::string_view directory_of(std::string_view path) {
    const auto slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
  }

  void fail(Span at, std::string message) {
    if (!error_.empty()) return;
    const Position position = sources_.position(at.source, at.begin);
    error_ = fmt::format("{}:{}:{}: {}", sources_.name(at.source), position.line, position.column,
                         message);
  }

  /// Whether `map` is a mapping with no other keys than `known`.
  bool check(Ref map, std::string_view what, std::span<const std::string_view> known) {
    if (!map->is_mapping()) {
      fail(map.span(), fmt::format("{} must be a mapping", what));
      return false;
    }
    for (const Entry& entry : map->entries()) {
      if (std::ranges::find(known, entry.key->text()) != known.end()) continue;
      const std::string_view near = nearest(entry.key->text(), known);
      fail(entry.key->span(),
           fmt::format("{} has no key `{}`{}", what, entry.key->text(),
                       near.empty() ? std::string() : fmt::format("; did you mean `{}`?", near)));
      return false;
    }
    return true;
  }

  std::string text(Ref value, std::string_view what) {
    if (!value) return {};
    if (!value->is_scalar() || value->is_null()) {
      fail(value.span(), fmt::format("{} must be a text", what));
      return {};
    }
    return std::string(value.text());
  }

  std::vector<Written> list(Ref value, std::string_view what) {
    std::vector<Written> words;
    if (!value.present()) return words;
    if (!value->is_sequence()) {
      fail(value.span(), fmt::format("{} must be a list", what));
      return words;
    }
    for (const Node* item : value->items()) {
      words.push_back({text(Ref(item), what), item->span()});
    }
    return words;
  }

  std::vector<std::string> plain_list(Ref value, std::string_view what) {
    std::vector<std::string> words;
    for (Written& word : list(value, what)) words.push_back(std::move(word.text));
    return words;
  }

  /// Calls `read` with each mapping of a list.
  template <typename Read>
  void each(Ref value, std::string_view what, Read read) {
    if (!value.present()) return;
    if (!value->is_sequence()) return fail(value.span(), fmt::format("`{}` must be a list", what));
    for (const Node* item : value->items()) read(Ref(item));
  }

  void read_top(Ref top) {
    static constexpr std::string_view keys[] = {"programs", "externals",  "redis",     "severities",
                                                "exclude",  "clients",    "options",   "overrides",
                                                "charts",   "references", "repository"};
    if (top->is_null() || !check(top, "fairlead.yaml", keys)) return;
    if (top["clients"].present()) read_clients(top["clients"]);
    each(top["programs"], "programs", [&](Ref program) { read_program(program); });
    if (top["externals"].present()) read_externals(top["externals"]);
    if (top["redis"].present()) read_redis(top["redis"]);
    read_severities(top["severities"], config_.severities);
    read_options(top["options"]);
    each(top["overrides"], "overrides", [&](Ref map) { read_override(map); });
    config_.exclude = plain_list(top["exclude"], "`exclude`");
    each(top["charts"], "charts", [&](Ref map) { read_chart(map); });
    if (top["references"].present()) read_references(top["references"]);
    if (top["repository"].present()) read_repository(top["repository"]);
  }

  void read_repository(Ref name) {
    const std::string written = text(name, "`repository`");
    const auto slash = written.find('/');
    const bool fits = slash != std::string::npos && slash > 0 && slash + 1 < written.size() &&
                      written.find('/', slash + 1) == std::string::npos &&
                      written.find_first_of(" :@") == std::string::npos;
    if (!fits)
      fail(name.span(), fmt::format("`{}` is no repository; write it as `owner/name`", written));
    config_.repository = written;
  }

  void read_references(Ref list) {
    auto arena = std::make_shared<Arena>();
    each(list, "references", [&](Ref map) { read_reference(map, *arena); });
    config_.reference_texts = std::move(arena);
  }

  void read_reference(Ref map, Arena& arena) {
    static constexpr std::string_view keys[] = {"by",       "at",     "to",    "name",
                                                "part",     "kind",   "group", "namespace",
                                                "optional", "beside", "effect"};
    if (!check(map, "a reference", keys)) return;
    for (const std::string_view needed : {"by", "at", "to"})
      if (map[needed].text().empty())
        return fail(map.span(), fmt::format("a reference needs `{}`, as `by: example.com/Widget`, "
                                            "`at: spec.storeRef`, `to: Secret`",
                                            needed));
    const auto copied = [&](std::string_view key, std::string_view otherwise) {
      return map[key] ? arena.copy(text(map[key], fmt::format("`{}`", key))) : otherwise;
    };
    config_.references.push_back(
        {.by = copied("by", ""),
         .at = copied("at", ""),
         .to = copied("to", ""),
         .name = copied("name", "name"),
         .effect = copied("effect", "the object does not get what it needs"),
         .origins = map["beside"].boolean() ? Origins::beside : Origins::anywhere,
         .part = copied("part", ""),
         .kind_at = copied("kind", ""),
         .group_at = copied("group", ""),
         .namespace_at = copied("namespace", ""),
         .optional_at = copied("optional", "")});
  }

  void read_chart(Ref map) {
    static constexpr std::string_view keys[] = {
        "path", "values", "set", "release", "namespace", "kube-version", "api-versions"};
    if (!check(map, "a chart", keys)) return;
    DeclaredChart chart;
    chart.path = {text(map["path"], "`path`"), map["path"].span()};
    if (chart.path.text.empty())
      fail(map.span(), "a chart needs a `path`: the directory of its Chart.yaml");
    chart.values = list(map["values"], "`values`");
    chart.release = text(map["release"], "`release`");
    if (map["release"] && !is_release_name(chart.release))
      fail(map["release"].span(),
           "Helm takes no such name for a release: lower case letters, digits and inner dashes, 53 "
           "at most");
    chart.release_namespace = text(map["namespace"], "`namespace`");
    chart.kube_version = text(map["kube-version"], "`kube-version`");
    chart.api_versions = plain_list(map["api-versions"], "`api-versions`");
    if (map["set"].present()) read_set(map["set"], chart);
    config_.charts.push_back(std::move(chart));
  }

  void read_set(Ref map, DeclaredChart& chart) {
    if (!map->is_mapping())
      return fail(map.span(), "`set` must be a mapping of keys, such as `redis.port: 6380`");
    for (const Entry& entry : map->entries()) {
      if (!entry.value->is_scalar())
        return fail(
            entry.value->span(),
            "`set` gives one scalar a key; write lists and mappings into a file of `values`");
      chart.set.push_back({Ref(entry.key), Ref(entry.value)});
    }
  }

  void read_redis(Ref map) {
    static constexpr std::string_view keys[] = {"version"};
    if (!check(map, "`redis`", keys) || !map["version"]) return;
    const std::string version = text(map["version"], "`version`");
    std::string_view number = version;
    for (const std::string_view product : {"redis ", "valkey "}) {
      if (number.starts_with(product)) number.remove_prefix(product.size());
    }
    const bool is_number = number.find_first_not_of("0123456789.") == std::string_view::npos;
    if (number.empty() || !is_number || number.starts_with('.') || number.ends_with('.'))
      fail(map["version"].span(),
           fmt::format("`{}` is no version; write it as `7.0` or `valkey 8.1`", version));
    // Of an older one nothing is known, and nothing is said: that is what it is declared for.
    if (!redis::version_named(version) && !redis::is_older_image("redis:" + std::string(number)))
      fail(map["version"].span(),
           fmt::format("`{}` is no version that fairlead knows; there are {}", version,
                       redis::version_names()));
    config_.redis_version = version;
  }

  void read_severities(Ref map, std::map<std::string, Written>& severities) {
    if (!map.present()) return;
    if (!map->is_mapping()) return fail(map.span(), "`severities` must be a mapping");
    static constexpr std::string_view levels[] = {"error", "warning", "note", "off"};
    for (const Entry& entry : map->entries()) {
      // `off` unquoted is a boolean in YAML 1.1, and everybody writes it so.
      const std::string level(entry.value->text());
      if (std::ranges::find(levels, level) == std::end(levels)) {
        fail(entry.value->span(),
             fmt::format("`{}` is no severity; use error, warning, note or off", level));
      }
      severities[std::string(entry.key->text())] = {level, entry.key->span()};
    }
  }

  void read_override(Ref map) {
    static constexpr std::string_view keys[] = {"paths", "severities"};
    if (!check(map, "an override", keys)) return;
    Override changed;
    changed.paths = plain_list(map["paths"], "`paths`");
    if (changed.paths.empty()) fail(map.span(), "an override needs `paths`: the files it is for");
    read_severities(map["severities"], changed.severities);
    config_.overrides.push_back(std::move(changed));
  }

  /// Which options a rule has is for those to say who know the rules.
  void read_options(Ref map) {
    if (!map.present()) return;
    if (!map->is_mapping()) return fail(map.span(), "`options` must be a mapping of rules");
    for (const Entry& rule : map->entries()) {
      if (!rule.value->is_mapping())
        return fail(rule.value->span(), "a rule's options must be a mapping");
      RuleOptions& options = config_.options[std::string(rule.key->text())];
      options.at = rule.key->span();
      for (const Entry& entry : rule.value->entries())
        options.values[std::string(entry.key->text())] = option_value(entry);
    }
  }

  OptionValue option_value(const Entry& entry) {
    OptionValue value{entry.key->span(), {}, {}, entry.value->is_sequence()};
    const Ref written(entry.value);
    if (value.is_list) {
      value.words = plain_list(written, fmt::format("`{}`", entry.key->text()));
    } else if (written && written->kind() == Kind::integer) {
      std::int64_t number = 0;
      const std::string_view text = written.text();
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
      if (error == std::errc() && end == text.data() + text.size()) value.number = number;
    }
    return value;
  }

  void read_clients(Ref list) {
    auto arena = std::make_shared<Arena>();
    each(list, "clients", [&](Ref map) {
      const auto client = read_client(sources_, *arena, map);
      if (client) {
        config_.clients.insert(config_.clients.begin(), arena->make<redis::ClientLibrary>(*client));
      } else if (error_.empty()) {
        error_ = client.error().message;
      }
    });
    config_.client_texts = std::move(arena);
  }

  void read_uses(Ref list_of_names, Program& program) {
    for (Written& name : list(list_of_names, "`uses`")) {
      const auto known = std::ranges::find(config_.clients, name.text, &redis::ClientLibrary::id);
      if (known != config_.clients.end()) {
        program.uses.push_back({std::move(name), *known});
        continue;
      }
      std::vector<std::string_view> ids;
      for (const redis::ClientLibrary* client : config_.clients) ids.push_back(client->id);
      const std::string_view near = nearest(name.text, ids);
      fail(name.at,
           fmt::format("no client library `{}`{}", name.text,
                       near.empty() ? std::string() : fmt::format("; did you mean `{}`?", near)));
    }
  }

  void read_program(Ref map) {
    static constexpr std::string_view keys[] = {"workload", "reads",  "consumes",
                                                "produces", "redis",  "uses",
                                                "queues",   "prefix", "answers-within"};
    if (!check(map, "a program", keys)) return;
    Program program;
    program.workload = {text(map["workload"], "`workload`"), map["workload"].span()};
    if (program.workload.text.empty())
      fail(map.span(), "a program needs a `workload`: the name of what runs it");
    program.reads = list(map["reads"], "`reads`");
    program.consumes = list(map["consumes"], "`consumes`");
    program.produces = list(map["produces"], "`produces`");
    program.queues = list(map["queues"], "`queues`");
    read_uses(map["uses"], program);
    if (map["prefix"]) program.prefix = text(map["prefix"], "`prefix`");
    read_duration(map["answers-within"], program);
    if (const Ref redis = map["redis"]; redis.present()) {
      static constexpr std::string_view redis_keys[] = {"user", "commands", "keys", "channels"};
      if (check(redis, "`redis`", redis_keys)) {
        program.commands = list(redis["commands"], "`commands`");
        program.keys = list(redis["keys"], "`keys`");
        program.channels = list(redis["channels"], "`channels`");
        if (redis["user"])
          program.user = Written{text(redis["user"], "`user`"), redis["user"].span()};
      }
    }
    config_.programs.push_back(std::move(program));
  }

  void read_duration(Ref written, Program& program) {
    if (!written) return;
    program.answers_within = Written{text(written, "`answers-within`"), written.span()};
    const std::optional<std::int64_t> seconds = seconds_of(program.answers_within->text);
    program.answers_within_seconds = seconds.value_or(0);
    if (!seconds)
      fail(written.span(), fmt::format("`{}` is no duration such as `90s`, `10m` or `1h30m`",
                                       program.answers_within->text));
  }

  void read_externals(Ref map) {
    static constexpr std::string_view keys[] = {"services", "secrets", "config-maps",
                                                "closed-namespaces"};
    if (!check(map, "`externals`", keys)) return;
    each(map["services"], "services", [&](Ref service) { read_service(service); });
    each(map["secrets"], "secrets", [&](Ref holder) { read_holder(holder, config_.secrets); });
    each(map["config-maps"], "config-maps",
         [&](Ref holder) { read_holder(holder, config_.config_maps); });
    config_.closed_namespaces = plain_list(map["closed-namespaces"], "`closed-namespaces`");
  }

  void read_service(Ref map) {
    static constexpr std::string_view keys[] = {"name", "namespace", "ports"};
    if (!check(map, "a service", keys)) return;
    ExternalService service{text(map["name"], "`name`"), text(map["namespace"], "`namespace`"), {}};
    if (service.name.empty()) fail(map.span(), "a service needs a `name`");
    for (const Written& port : list(map["ports"], "`ports`")) {
      const auto number = port_from(port.text);
      if (!number) fail(port.at, fmt::format("`{}` is no port number", port.text));
      service.ports.push_back(number.value_or(0));
    }
    config_.services.push_back(std::move(service));
  }

  void read_holder(Ref map, std::vector<ExternalKeys>& holders) {
    static constexpr std::string_view keys[] = {"name", "namespace", "keys"};
    if (!check(map, "an external Secret or ConfigMap", keys)) return;
    if (!map["name"].present()) fail(map.span(), "an external Secret or ConfigMap needs a `name`");
    holders.push_back({text(map["name"], "`name`"), text(map["namespace"], "`namespace`"),
                       plain_list(map["keys"], "`keys`")});
  }

  const SourceMap& sources_;
  Config config_;
  std::string error_;
};

}  // namespace

Result<Config> read_config(const SourceMap& sources, const Document& document,
                           std::span<const redis::ClientLibrary> clients) {
  return Reader(sources, document, clients).result();
}

}  // namespace fairlead
