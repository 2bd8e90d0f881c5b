#include "facts/server/config_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "facts/cluster/image.h"
#include "redis/acl/acl.h"
#include "redis/config/directives.h"
#include "tree/scalar.h"

namespace fairlead {
namespace {

/// What one unit's configuration is read up to: real ones have some hundred lines and a few users,
/// and every rule looks at each of them.
constexpr std::size_t most_lines = 10'000, most_users = 1'000;

/// The version of the only Redis of the unit, where all agree.
std::optional<redis::Version> version_in_view(std::span<const Workload> workloads) {
  std::optional<redis::Version> version;
  for (const Workload& workload : workloads) {
    for (const Container& container : workload.containers) {
      if (!is_redis_image(container.image)) continue;
      const auto each = redis::version_of_image(container.image);
      if (!each || (version && *version != *each)) return std::nullopt;
      version = each;
    }
  }
  return version;
}

ConfigPlace place_of(FileFormat format) {
  if (format == FileFormat::acl_file) return ConfigPlace::acl_file;
  return format == FileFormat::sentinel_conf ? ConfigPlace::sentinel_conf : ConfigPlace::redis_conf;
}

/// The server takes blanks from around each rule of an ACL file.
void trim(Token& token) {
  const std::string_view text = trimmed(token.text);
  if (text.size() == token.text.size()) return;
  const auto before = static_cast<std::size_t>(text.data() - token.text.data());
  token.at = token.at.part(before, before + text.size());
  token.text = text;
}

}  // namespace

namespace {

/// Whether an ACL file is one of Redis: some line gives a user a rule. Mosquitto, HAProxy and
/// others have files of that name too.
bool is_of_redis(Ref root) {
  for (const Node* each : root.items()) {
    const auto words = Ref(each).items();
    if (words.size() < 3 || !equal_ignoring_case(words[0]->text(), "user")) continue;
    for (const Node* word : words | std::views::drop(2)) {
      const std::string_view text = word->text();
      const bool rule = !text.empty() && contains("+-~&%><#(", text.substr(0, 1));
      if (rule || redis::is_acl_word(text)) return true;
    }
  }
  return false;
}

/// Whether lines stand there that only a template engine reads: `{{ range … }}`, `{% for … %}`.
bool is_template(Ref root) {
  return std::ranges::any_of(root.items(), [](const Node* line) {
    const auto words = Ref(line).items();
    return !words.empty() &&
           (words[0]->text().starts_with("{{") || words[0]->text().starts_with("{%"));
  });
}

bool has_directive(Ref root) {
  return std::ranges::any_of(root.items(), [](const Node* line) {
    const auto words = Ref(line).items();
    return !words.empty() && redis::find_directive(words[0]->text()) != nullptr;
  });
}

}  // namespace

ConfigReader::ConfigReader(const std::optional<std::string>& configured,
                           std::span<const Workload> workloads, Arena& arena, SourceMap& sources)
    : arena_(arena), sources_(sources), in_view_(version_in_view(workloads)) {
  if (configured) configured_ = redis::version_named(*configured);
}

void ConfigReader::read(const ConfigText& text) {
  Tree tree = text.format == FileFormat::acl_file ? read_acl_file(arena_, sources_, text.source)
                                                  : read_redis_conf(arena_, sources_, text.source);
  table_.problems.insert(table_.problems.end(), tree.problems.begin(), tree.problems.end());
  for (const Document& document : tree.documents) lines(Ref(document.root), text);
}

void ConfigReader::lines(Ref root, const ConfigText& text) {
  const ConfigPlace place = place_of(text.format);
  if (place == ConfigPlace::acl_file && !is_of_redis(root)) return;
  if (place == ConfigPlace::acl_file && is_template(root)) {
    table_.gaps.push_back({text.name, root->span(), "the ACL file", "a template makes its lines"});
    return;
  }
  if (root.present() && (place == ConfigPlace::acl_file || has_directive(root))) {
    refuse_byte_order_mark(root->span().source);
  }
  if (place == ConfigPlace::acl_file && root.present()) {
    table_.lines.acl_files.push_back(
        {{}, root->span().source, text.name, effective(text), text.resource});
  }
  const auto lines = root.items();
  for (const Node* each : lines) {
    if (table_.lines.directives.size() >= most_lines ||
        table_.lines.acl_users.size() >= most_users) {
      table_.gaps.push_back(
          {text.name, each->span(), unread_lines,
           fmt::format(
               "more than {} lines or {} users of Redis configuration: the rest is not read",
               most_lines, most_users)});
      return;
    }
    line(Ref(each), place, text);
  }
}

void ConfigReader::refuse_byte_order_mark(SourceId source) {
  const std::size_t mark = byte_order_mark(sources_.text(source));
  if (mark == 0) return;
  table_.problems.push_back(
      {ProblemKind::yaml_encoding,
       {source, 0, static_cast<std::uint32_t>(mark)},
       "a byte order mark: Redis takes it for a part of the first word, so the "
       "server does not start",
       {}});
}

void ConfigReader::custom_config(Ref list, ConfigPlace place, const Resource& resource,
                                 std::optional<redis::Version> version) {
  for (const Node* item : list.items()) {
    const Ref entry(item);
    if (!entry->is_string()) continue;
    const SourceId made = embed(sources_, *entry, fmt::format("{} customConfig", resource.label()));
    ConfigText text{made, FileFormat::redis_conf, &resource, "", version};
    text.of_product = resource.kind != "RedisFailover";
    const Tree tree = read_redis_conf(arena_, sources_, made);
    for (const Document& document : tree.documents) {
      for (const Node* each : Ref(document.root).items()) line(Ref(each), place, text);
    }
  }
}

void ConfigReader::line(Ref words, ConfigPlace place, const ConfigText& text) {
  const bool file = place == ConfigPlace::acl_file;
  std::vector<Token> tokens;
  for (const Node* word : words.items()) {
    tokens.push_back({word->text(), word->span()});
    if (file && tokens.size() > 2) trim(tokens.back());
  }
  if (tokens.empty() || (tokens.size() == 1 && tokens.front().text.empty())) return;
  const auto version = effective(text);
  const SourceId source = text.includer.value_or(tokens.front().at.source);
  const bool keyword =
      file ? tokens.front().text == "user" : equal_ignoring_case(tokens.front().text, "user");
  // The `default` user has a password there that no line here gives.
  if (keyword && tokens.size() > 1 && !text.of_product) {
    AclUserLine user{place,
                     tokens[1],
                     {tokens.begin() + 2, tokens.end()},
                     tokens[1].at,
                     version,
                     text.resource,
                     source,
                     {},
                     {},
                     {}};
    user.at.end = tokens.back().at.end;
    table_.lines.acl_users.push_back(std::move(user));
  }
  Span at = tokens.front().at;
  at.end = tokens.back().at.end;
  if (file) {
    table_.lines.acl_files.back().lines.push_back(std::move(tokens));
  } else {
    table_.lines.directives.push_back({place, std::move(tokens), at, version, text.resource, source,
                                       text.command_line, text.release});
  }
}

std::optional<redis::Version> ConfigReader::effective(const ConfigText& text) const {
  if (configured_) return configured_;
  return text.version || text.of_product ? text.version : in_view_;
}

}  // namespace fairlead
