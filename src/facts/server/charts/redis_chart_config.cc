#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "facts/cluster/release_values.h"
#include "facts/server/charts/made_text.h"
#include "facts/server/charts/redis_charts.h"
#include "redis/version.h"

namespace fairlead {
namespace {

using redis::NodeKind;
using redis::ProductConfig;
using State = redis::Setting::State;

/// The configuration that a chart writes of a release's values.
class ChartConfig {
 public:
  ChartConfig(const ProductInstance& instance, SourceMap& sources, ChartConfigs& made)
      : sources_(sources),
        made_(made),
        instance_(instance),
        settings_(*instance.source),
        lookup_([this](std::string_view path) { return settings_.at(path); }),
        configs_(redis::configs_of(*instance.product, lookup_)) {}

  void read() {
    if (is_another_image()) return;
    read(NodeKind::masters, FileFormat::redis_conf);
    read(NodeKind::replicas, FileFormat::redis_conf);
    read(NodeKind::sentinels, FileFormat::sentinel_conf);
  }

 private:
  void read(NodeKind nodes, FileFormat format) {
    MadeText text(sources_);
    bool whole = true;  // what is not in view may say more
    for (const ProductConfig* config : configs_) {
      if (config->nodes != nodes) continue;
      const redis::Setting setting = settings_.at(config->field);
      whole = whole && setting.state != State::unknown;
      if (setting.state == State::known && setting.set) add(*config, text);
      if (setting.state == State::absent) add_defaults(*config, text);
    }
    if (text.empty()) return;
    ConfigText made{text.made("the chart's configuration"), format, instance_.resource,
                    "the chart's configuration", version()};
    made.of_product = true;
    if (whole && nodes == NodeKind::masters) made.release = instance_.source;
    made_.texts.push_back(std::move(made));
  }

  void add(const ProductConfig& config, MadeText& text) {
    const Ref value = settings_.written(config.field);
    if (!value) return;
    if (value->is_string()) {
      text.copy(value);
      text.put("\n", value);
    }
    for (const Node* command : value.items()) {
      if (!command->is_string()) continue;
      text.put("rename-command ", Ref(command));
      text.copy(Ref(command));
      text.put(" \"\"\n", Ref(command));
    }
    if (!value->is_mapping()) return;
    mapping(config.field, text);
  }

  /// The commands that the chart takes away where its values say nothing of them.
  void add_defaults(const ProductConfig& config, MadeText& text) {
    const auto found =
        std::ranges::find(instance_.product->defaults, config.field, &redis::SettingDefault::path);
    if (found == instance_.product->defaults.end()) return;
    for (const std::string_view command : split(found->text, ' '))
      text.put(fmt::format("rename-command {} \"\"\n", command), instance_.source->at);
  }

  void leave_gap(const Entry& entry) {
    const Span at = sources_.blame(entry.key->span()).edit;
    made_.gaps.push_back(
        {std::string(sources_.name(at.source)), at, unread_lines,
         fmt::format("more than {} directives: the rest is not read", most_directives)});
  }

  /// Directives of all layers of values, each with the value that wins.
  void mapping(std::string_view field, MadeText& text) {
    std::set<std::string_view> done;
    for (const ReleaseValues& layer : instance_.source->values) {
      const Ref chart = layer.key.empty() ? layer.root : at_path(layer.root, layer.key);
      for (const Entry& entry : at_path(chart, field).entries()) {
        const std::string_view name = entry.key->text();
        if (contains(name, ".") || !done.insert(name).second) continue;
        if (done.size() > most_directives) return leave_gap(entry);
        const std::string path = fmt::format("{}.{}", field, name);
        const Ref value = settings_.written(path);
        if (settings_.at(path).state == State::known && value) line(entry.key, value, text);
      }
    }
  }

  /// Whether Helm prints a number as it is written: `0100` becomes 64, and what has seven digits a
  /// power of ten (Helm 3.19).
  static bool is_plain_number(std::string_view text) {
    constexpr std::size_t most_digits = 6;
    return text.size() <= most_digits && text.find_first_not_of("0123456789") == text.npos &&
           (text == "0" || !text.starts_with('0'));
  }

  /// `name value`, and a line for each value of a list. Helm reads `yes` without quotes as a
  /// boolean and prints `true`.
  static void line(const Node* name, Ref value, MadeText& text) {
    for (const Node* each : value.items()) line(name, Ref(each), text);
    if (!value->is_scalar() || value->is_null()) return;
    const bool number = value->kind() == Kind::integer || value->kind() == Kind::floating;
    if (number && !is_plain_number(value.text())) return;
    text.copy(Ref(name));
    text.put(" ", Ref(name));
    if (value->kind() == Kind::boolean) {
      text.put(value.boolean() ? "true" : "false", value);
    } else {
      text.copy(value);
    }
    text.put("\n", value);
  }

  /// Whether the values put another server in the place of the chart's.
  bool is_another_image() const {
    const redis::Setting image = settings_.at("image.repository");
    return image.state == State::unknown ||
           (image.set && !contains(image.text, "redis") && !contains(image.text, "valkey"));
  }

  std::optional<redis::Version> version() const {
    const redis::Setting tag = settings_.at("image.tag");
    const bool valkey = contains(instance_.product->chart, "valkey");
    if (!tag.set) return std::nullopt;
    return redis::version_of_image(fmt::format("{}:{}", valkey ? "valkey" : "redis", tag.text));
  }

  /// Each is looked up in every layer; Redis has some three hundred.
  static constexpr std::size_t most_directives = 1'000;

  SourceMap& sources_;
  ChartConfigs& made_;
  const ProductInstance& instance_;
  ReleaseSettings settings_;
  redis::Lookup lookup_;
  std::vector<const ProductConfig*> configs_;
};

}  // namespace

std::string_view disabling_field(const Release& release) {
  const redis::Product* product = redis::find_chart(release.chart, release.repository);
  for (const ProductConfig& config : product ? product->configs : decltype(product->configs)()) {
    if (std::ranges::find(product->defaults, config.field, &redis::SettingDefault::path) !=
        product->defaults.end())
      return config.field;
  }
  return {};
}

ChartConfigs chart_configs_of(std::span<const ProductInstance> products, SourceMap& sources) {
  ChartConfigs made;
  for (const ProductInstance& instance : products) {
    const bool sure = instance.source && instance.present &&
                      redis::covers_version(*instance.product, instance.source->version);
    if (sure) ChartConfig(instance, sources, made).read();
  }
  return made;
}

}  // namespace fairlead
