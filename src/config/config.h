#pragma once
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/arena.h"
#include "base/error.h"
#include "client/client.h"
#include "config/declared_chart.h"
#include "config/reference_row.h"
#include "tree/document.h"

namespace fairlead {

/// A client library that a program is declared to use.
struct UsedClient {
  Written name;
  const redis::ClientLibrary* library = nullptr;  ///< never null
};

/// What a program needs and no manifest says.
struct Program {
  Written workload;                         ///< a workload's name, or a pattern with `*`
  std::vector<Written> reads;               ///< env names without which it does not work
  std::vector<Written> consumes, produces;  ///< queue names
  std::vector<Written>
      commands;  ///< Redis commands, each alone (`BRPOP`) or whole (`BRPOP jobs 0`)
  std::vector<Written> keys, channels;    ///< patterns of the keys and channels it uses
  std::optional<Written> user;            ///< the ACL user it logs in as
  std::vector<UsedClient> uses;           ///< client libraries
  std::vector<Written> queues;            ///< of these libraries, besides `consumes` and `produces`
  std::optional<std::string> prefix;      ///< of their keys, where it is not the default
  std::optional<Written> answers_within;  ///< how long an answer of it may take: `1h30m`
  std::int64_t answers_within_seconds = 0;
};

/// Something that exists although no file here makes it.
struct ExternalService {
  std::string name, namespace_name;
  std::vector<std::uint16_t> ports;  ///< empty: any
  std::string type = {};             ///< as an inventory has it: ClusterIP, ExternalName …
  bool from_inventory = false;       ///< what files say of it goes before
};
struct ExternalKeys {
  std::string name, namespace_name;  ///< of a Secret or ConfigMap; an empty namespace is any
  std::vector<std::string> keys;     ///< empty: any
  bool from_inventory = false;       ///< what files say of it goes before
};

/// What an option of a rule is set to.
struct OptionValue {
  Span at;
  std::optional<std::int64_t> number;
  std::vector<std::string> words;  ///< of a list
  bool is_list = false;
};
/// The options of one rule, by their names.
struct RuleOptions {
  Span at;
  std::map<std::string, OptionValue, std::less<>> values;
};

/// Other severities for what is found in some files.
struct Override {
  std::vector<std::string> paths;  ///< patterns, below the directory of the configuration
  std::map<std::string, Written> severities;
};

/// One fairlead.yaml: it speaks for the directory it stands in and all below, as one project.
struct Config {
  std::string directory;  ///< relative to the root
  std::string path;       ///< of the file itself; "" where there is none
  std::vector<Program> programs;
  std::vector<ExternalService> services;
  std::vector<ExternalKeys> secrets, config_maps;
  std::vector<std::string>
      closed_namespaces;  ///< all their Services are in the files or in `services`
  /// Namespaces of which an inventory has all Services, Secrets and ConfigMaps.
  std::set<std::string, std::less<>> known_services, known_secrets, known_config_maps;
  std::string repository;                     ///< its name: "acme/shop"; "" where it is not said
  std::optional<std::string> redis_version;   ///< "7.0", "valkey 8.1"
  std::map<std::string, Written> severities;  ///< rule id → error, warning, note, off
  std::vector<std::string> exclude;           ///< path patterns
  std::vector<DeclaredChart> charts;
  std::map<std::string, RuleOptions, std::less<>> options;  ///< by rule id
  std::vector<Override> overrides;                          ///< a later one wins
  std::vector<const redis::ClientLibrary*> clients;         ///< those of the program, and its own

  /// What the own ones live in.
  std::shared_ptr<const Arena> client_texts;

  std::vector<ReferenceRow> references;  ///< besides those that the program knows
  std::shared_ptr<const Arena> reference_texts;
};

/// The configuration in a document, with `clients` as the libraries that are known already; one of
/// its own goes before one of the same id. An unknown key or a wrong type is a usage error that
/// names the file, the line and the nearest known key.
Result<Config> read_config(const SourceMap& sources, const Document& document,
                           std::span<const redis::ClientLibrary> clients = {});

}  // namespace fairlead
