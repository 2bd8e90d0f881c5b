#include "base/text.h"
#include "redis/command/commands.h"

namespace fairlead::redis {
namespace {

constexpr std::string_view not_a_category = "is a chapter of the command reference, no category";

/// Chapters of the command reference whose names differ from the categories, and what people call
/// them. Where a chapter's commands are mostly dangerous, single commands are advised, never the
/// category:
/// @keyspace holds FLUSHALL, FLUSHDB, KEYS, SWAPDB and MIGRATE.
constexpr DocumentationGroup groups[] = {
    {"generic", "", "+del +exists +expire +ttl +type +unlink", not_a_category},
    {"keys", "", "+del +exists +expire +ttl +type +unlink", not_a_category},
    {"sorted-set", "sortedset", "+@sortedset", not_a_category},
    {"sorted_set", "sortedset", "+@sortedset", not_a_category},
    {"sorted-sets", "sortedset", "+@sortedset", not_a_category},
    {"sortedsets", "sortedset", "+@sortedset", "is no category"},
    {"zset", "sortedset", "+@sortedset", "is no category"},
    {"lists", "list", "+@list", "is no category"},
    {"hashes", "hash", "+@hash", "is no category"},
    {"sets", "set", "+@set", "is no category"},
    {"strings", "string", "+@string", "is no category"},
    {"streams", "stream", "+@stream", "is no category"},
    {"transactions", "transaction", "+@transaction", not_a_category},
    {"pub-sub", "pubsub", "+@pubsub", "is no category"},
    {"bitmaps", "bitmap", "+@bitmap", "is no category"},
    {"geospatial", "geo", "+@geo", "is no category"},
    {"script", "scripting", "+@scripting", "is no category"},
    {"lua", "scripting", "+@scripting", "is no category"},
    {"connections", "connection", "+@connection", "is no category"},
    {"server", "", "+info +time +command", not_a_category},
    {"cluster", "", "+cluster|slots +cluster|shards +cluster|nodes +cluster|info", not_a_category},
    {"sentinel", "", "+ping +info +role", not_a_category},
};

}  // namespace

std::optional<DocumentationGroup> documentation_group(std::string_view name) {
  for (const DocumentationGroup& group : groups) {
    if (equal_ignoring_case(group.name, name)) return group;
  }
  return std::nullopt;
}

}  // namespace fairlead::redis
