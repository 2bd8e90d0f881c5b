#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/arena.h"
#include "facts/cluster/workload.h"
#include "facts/server/charts/config_text.h"
#include "facts/server/redis.h"

namespace fairlead {

/// What the texts of Redis configuration say, and what was wrong with them.
struct RedisTable {
  RedisLines lines;
  std::vector<Problem> problems;
  std::vector<Gap> gaps;
};

/// Puts the directives and ACL users of texts into one table.
class ConfigReader {
 public:
  /// `configured` is the version that all servers are said to have ("7.0"); else the only one among
  /// the images of `workloads` counts where a text says none.
  ConfigReader(const std::optional<std::string>& configured, std::span<const Workload> workloads,
               Arena& arena, SourceMap& sources);

  void read(const ConfigText& text);
  /// The same for a text whose tree was read before.
  void lines(Ref root, const ConfigText& text);
  /// What an operator applies at run time, RedisFailover's customConfig: each entry is one line.
  void custom_config(Ref list, ConfigPlace place, const Resource& resource,
                     std::optional<redis::Version> version);

  SourceMap& sources() { return sources_; }
  RedisTable done() { return std::move(table_); }

 private:
  void refuse_byte_order_mark(SourceId source);
  void line(Ref words, ConfigPlace place, const ConfigText& text);
  std::optional<redis::Version> effective(const ConfigText& text) const;

  Arena& arena_;
  SourceMap& sources_;
  RedisTable table_;
  std::optional<redis::Version> configured_, in_view_;
};

}  // namespace fairlead
