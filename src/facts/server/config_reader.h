#pragma once
#include <optional>
#include <string>

#include "facts/facts.h"

namespace fairlead {

/// A text of Redis configuration.
struct ConfigText {
  SourceId source{};
  FileFormat format = FileFormat::redis_conf;
  const Resource* resource = nullptr;          ///< what holds it; null for a file
  std::string name;                            ///< a path, or the key that holds it
  std::optional<redis::Version> version = {};  ///< of its server; nothing: what is in view
  std::optional<SourceId> includer = {};       ///< the text that includes it
  bool command_line = false;                   ///< made of a server's options
  bool of_product = false;  ///< of a chart's or operator's server: no image in view tells of it,
                            ///< and its users are not what these lines say alone
  const Release* release = nullptr;  ///< whose masters run with these lines
};

/// What a gap is called that is left where there are more lines or users than are read.
inline constexpr const char* unread_lines = "the lines from here on";

/// Puts the directives and ACL users of texts into a facts.
class ConfigReader {
 public:
  ConfigReader(Facts& facts, SourceMap& sources);

  void read(const ConfigText& text);
  /// The same for a text whose tree was read before.
  void lines(Ref root, const ConfigText& text);
  /// What an operator applies at run time, RedisFailover's customConfig: each entry is one line.
  void custom_config(Ref list, ConfigPlace place, const Resource& resource,
                     std::optional<redis::Version> version);

  Facts& facts() { return facts_; }
  SourceMap& sources() { return sources_; }

 private:
  void refuse_byte_order_mark(SourceId source);
  void line(Ref words, ConfigPlace place, const ConfigText& text);
  std::optional<redis::Version> effective(const ConfigText& text) const;

  Facts& facts_;
  SourceMap& sources_;
  std::optional<redis::Version> configured_, in_view_;
};

/// Whether something replaces a part of the word before a server reads it: `${X}`, `$(X)`, `{{ x
/// }}`.
bool is_filled_in_later(std::string_view word);

/// Directives and users on the command lines of servers: `redis-server --user …`.
void add_command_lines(ConfigReader& reader);
/// The configuration in the values of charts.
void add_chart_configs(ConfigReader& reader);
/// The users in the values of Bitnami's chart redis (`auth.acl`), as the chart writes their file.
void add_chart_users(ConfigReader& reader);

}  // namespace fairlead
