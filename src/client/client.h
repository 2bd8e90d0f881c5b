#pragma once
#include <cstdint>
#include <span>
#include <string_view>

namespace fairlead::redis {

/// Which end of a queue a program is.
enum class ClientRole : std::uint8_t { both, producer, worker };

/// A key or channel that a library uses, as an ACL pattern with places to fill in: `{prefix}`,
/// `{queue}` (once for each queue) and `{db}`. Other braces stand for themselves.
struct ClientName {
  std::string_view id;  ///< how ClientCommands name it
  std::string_view pattern;
  std::string_view purpose;   ///< what lies there
  std::string_view optional;  ///< the feature that alone needs it; "": always needed
  ClientRole role = ClientRole::both;
  bool literal = false;  ///< a channel that is given to PSUBSCRIBE, whose ACL compares strings
};

/// Commands that a library sends for one purpose.
struct ClientCommands {
  std::span<const std::string_view> names;     ///< lower case, `client|setname`
  std::span<const std::string_view> keys;      ///< ids of the keys they touch; none: every key
  std::span<const std::string_view> channels;  ///< ids of their channels; none: every channel
  std::string_view purpose;
  std::string_view optional;  ///< the feature that alone needs them; "": always needed
  std::string_view without;   ///< what the library does where they are denied, or ""
  std::string_view since;     ///< the first version that sends them, where not all do
  ClientRole role = ClientRole::both;
  bool goes_on = false;  ///< jobs are done all the same where they are denied
  bool in_lua = false;   ///< called by a script, which the ACL checks again
};

/// A package by which a dependency manifest names the library.
struct ClientPackage {
  std::string_view registry;  ///< npm, pypi, rubygems, go, crates, packagist
  std::string_view name;
};

/// What a library makes of a queue's name.
struct QueueNameRule {
  std::string_view pattern;  ///< RE2, of the whole name; "": every name is taken
  std::string_view refusal;  ///< the library's own words
  std::string_view since;    ///< the first version that refuses; "": as far back as is known
  std::string_view
      drops;  ///< RE2 of characters that it silently deletes instead of refusing, or ""
};

/// Whether a library can do something, and how, in words.
struct ClientAbility {
  enum class Can : std::uint8_t { unknown, no, yes, hash_tag };
  Can can = Can::unknown;  ///< hash_tag: Cluster, where the names carry `{…}`
  std::string_view how;
};

/// What a queue library does with Redis. Facts of rules/clients/<id>.yaml, or of `clients:` in a
/// fairlead.yaml; the texts live as long as the program or that configuration.
struct ClientLibrary {
  std::string_view id, title, language;
  std::string_view examined;  ///< the versions that were looked at
  bool proved = false;        ///< jobs ran on a real server with no more than these rights
  std::string_view about;     ///< Markdown
  std::span<const ClientPackage> packages;
  std::span<const std::string_view> programs;   ///< words that a command line begins with
  std::span<const std::string_view> variables;  ///< env names that no other program reads
  std::string_view prefix;                      ///< the default of `{prefix}`; "": it has none
  std::string_view queue;  ///< the queue that is used where none is named, or ""
  std::span<const ClientName> keys, channels;
  /// Keys that hold jobs which wait, with the places of ClientName; the list itself comes first.
  std::span<const std::string_view> waiting;
  std::span<const ClientCommands> commands;
  std::span<const std::string_view> blocking;  ///< commands that wait for a job
  std::string_view eviction;         ///< the maxmemory-policy that it needs, "" where any will do
  std::string_view eviction_effect;  ///< what happens under another
  std::string_view minimum;          ///< the oldest server, in words
  QueueNameRule queue_names;
  bool raw_queue =
      false;  ///< the queue's own name is the key: BRPOP of it meets the library's jobs
  bool other_brokers = false;  ///< its queues may as well lie elsewhere than in Redis
  ClientAbility sentinel, cluster;
  std::span<const std::string_view> schemes;  ///< of URLs that it reads
  std::string_view urls;                      ///< how it reads them
  std::span<const std::string_view> references;
};

/// The libraries of rules/clients, by id.
std::span<const ClientLibrary> client_libraries();

}  // namespace fairlead::redis
