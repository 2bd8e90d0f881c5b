#pragma once
#include "facts/model.h"

namespace fairlead {

// The steps of build_model, in their order. Each fills its part of the model from those before.

/// Workloads with their containers.
void add_workloads(Model& model);
/// Compose services as workloads; nothing in other units.
void add_compose(Model& model, SourceMap& sources);
/// What a compose service's `env_file` gives, before its `environment`; false where that would be
/// more than `most`.
bool add_compose_settings(const Model& model, std::span<const File* const> files, std::size_t most,
                          Model::ContainerSettings& settings);
/// The names on a compose project's network.
void add_compose_services(Model& model);
/// What operators make of their objects, and charts of their releases.
void add_products(Model& model, SourceMap& sources);
/// Secrets, ConfigMaps, and what will create them.
void add_holders(Model& model, SourceMap& sources);
/// What each container's program sees in its environment.
void add_settings(Model& model, std::span<const File* const> files);
/// Redis configuration: directives and ACL users of files, ConfigMaps, Secrets and operators'
/// fields.
void add_redis_config(Model& model, std::span<const File* const> files, SourceMap& sources);
/// Services that manifests declare and operators create, the Redis servers behind them and their
/// roles.
void add_services(Model& model);
/// Leaves of a chart's values, names of .env examples.
void add_values(Model& model, std::span<const File* const> files, const MergedValues& values);
/// Addresses in settings, args, ConfigMaps, Secrets and values: connections and endpoints.
void add_endpoints(Model& model, const SourceMap& sources);
/// The client libraries that workloads use for certain, and the Redis that each means.
void add_clients(Model& model, std::span<const File* const> files, const SourceMap& sources);
/// Queue names in settings and values.
void add_queues(Model& model);
/// Marks every credential in the unit's texts.
void mark_secrets(const Model& model, std::span<const File* const> files, SourceMap& sources);

/// Whether a variable or key of that name holds a credential, by its words (PASSWORD, TOKEN …); not
/// where it names a file, a Secret or a key that holds one.
bool names_credential(std::string_view name);
/// How many URLs of one text are looked at. To place one costs a walk over the text, so that a text
/// of megabytes gets a few and all files together stay within a second.
std::size_t most_urls(std::string_view text);
/// The words of a name in lower case: `REDIS_SentinelHost` → redis, sentinel, host.
std::vector<std::string> name_words(std::string_view name);
bool has_word(std::span<const std::string> words, std::string_view word);

/// Whether every label of `selector` is among `labels`.
bool selects(std::span<const LabelAt> selector, std::span<const LabelAt> labels);
/// Whether the container's image runs a Redis-compatible server, by its name.
bool is_redis_image(std::string_view image);
/// Whether the container starts as a Sentinel.
bool runs_sentinel(const Container& container);

}  // namespace fairlead
