#include <fmt/format.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cstdio>

#include "base/text.h"
#include "cli/files/line_input.h"
#include "cli/redis/acl_check.h"
#include "cli/redis/shown.h"
#include "redis/acl/acl.h"
#include "run/run.h"
#include "tree/document.h"

namespace fairlead {
namespace {

using redis::Verdict;
using Words = std::vector<std::string_view>;

std::string result(std::string_view text) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  writer.StartObject();
  writer.Key("result");
  const std::string valid = sanitized_utf8(text);
  writer.String(valid.data(), static_cast<rapidjson::SizeType>(valid.size()));
  writer.EndObject();
  return {buffer.GetString(), buffer.GetSize()};
}

std::string error(std::string_view what) { return result(fmt::format("ERROR: {}", what)); }

/// The strings of a list, or nothing where it holds anything else.
std::optional<Words> words_of(Ref list) {
  if (!list || !list->is_sequence()) return std::nullopt;
  Words words;
  for (const Node* item : list.items()) {
    if (!item->is_string()) return std::nullopt;
    words.push_back(item->text());
  }
  return words;
}

/// The server's words for refused rules; the rule itself as far as it cannot be a password.
std::string refusal(const redis::AclError& wrong, const Words& rules) {
  const std::string shown = shown_rule(rules[wrong.token]);
  const std::string text = fmt::format("rule {}{}{}: {}", wrong.token + 1, shown.empty() ? "" : " ",
                                       shown, wrong.message);
  return without_passwords(text, rules);
}

std::string answer(Ref question) {
  if (!question || !question->is_mapping()) return error("a line is no JSON object");
  const std::string_view named = question["version"].text();
  const auto version = redis::version_named(named);
  if (!version) {
    return error(named.empty() ? std::string("`version` is missing")
                               : fmt::format("`{}` is no known version", named));
  }
  const Ref given = question["rules"];
  auto rules = words_of(given);
  if (given && given->is_string()) rules = split(given->text(), ' ');
  if (!rules) return error("`rules` is neither a list of strings nor a string");
  const auto argv = words_of(question["argv"]);
  if (!argv || argv->empty()) return error("`argv` is no list of strings with a command");
  redis::AclSettings settings;
  settings.modules = question["modules"].boolean();
  if (question["sentinel"].boolean()) settings.mode = redis::ServerMode::sentinel;
  const redis::AclUser user = redis::parse_acl_user(*rules, *version, settings);
  if (user.truncated) return error("more rules than are read of one user");
  if (!user.errors.empty()) return error(refusal(user.errors.front(), *rules));
  return result(redis::in_one_word(redis::evaluate(user, *argv)));
}

}  // namespace

std::string acl_batch_answer(std::string_view line) {
  SourceMap sources;
  Arena arena;
  const SourceId source = sources.add_written("line", std::string(line));
  const Tree tree = read_json(arena, sources, source);
  if (!tree.problems.empty()) return error(tree.problems.front().message);
  if (tree.documents.size() != 1) return error("a line is no JSON object");
  return answer(Ref(tree.documents.front().root));
}

int acl_check_batch() {
  LineInput input(stdin, largest_input);
  while (input.next()) {
    const std::string text =
        input.too_long() ? error(fmt::format("a line has more than {} MiB", largest_input >> 20))
                         : acl_batch_answer(input.line());
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fputc('\n', stdout);
    if (std::fflush(stdout) != 0) return 3;
  }
  return std::ferror(stdin) ? 3 : 0;
}

}  // namespace fairlead
