#include "facts/server/acl.h"

#include <algorithm>
#include <map>

#include "base/filled_in.h"
#include "base/text.h"

namespace fairlead {
namespace {

std::vector<std::string_view> texts(const std::vector<Written>& words) {
  std::vector<std::string_view> all;
  for (const Written& word : words) all.push_back(word.text);
  return all;
}

bool is_name_alone(const std::vector<std::string_view>& words) {
  if (words.size() == 1) return true;
  return words.size() == 2 && redis::known_command(lower(words[0]) + "|" + lower(words[1]));
}

/// Which of the rules something replaces before a server reads them; a template's action may go
/// over several words.
std::vector<bool> filled_in_later(std::span<const std::string_view> rules) {
  std::vector<bool> filled(rules.size());
  bool inside = false;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const auto open = rules[i].rfind("{{"), close = rules[i].rfind("}}");
    filled[i] = inside || is_filled_in(rules[i]);
    if (close != std::string_view::npos) inside = false;
    if (open != std::string_view::npos && (close == std::string_view::npos || close < open))
      inside = true;
  }
  return filled;
}

/// Leaves the errors that a Sentinel makes, too.
void keep_common_errors(std::span<const std::string_view> rules, const AclUserLine& user,
                        redis::AclReading& reading) {
  redis::AclSettings settings = acl_settings(user);
  settings.mode = redis::ServerMode::sentinel;
  const auto others = redis::read_acl_rules(rules, user.version, settings).errors;
  redis::keep_common(reading.errors, others);
  for (redis::AclUser& each : reading.users) redis::keep_common(each.errors, others);
}

}  // namespace

redis::Decision may_run(const redis::AclReading& user, const Program& program,
                        std::string_view command) {
  std::vector<std::string_view> words = split(trimmed(command), ' ');
  std::erase(words, std::string_view());
  if (!is_name_alone(words)) return redis::evaluate(user, words);
  const std::vector<std::string_view> keys = texts(program.keys),
                                      channels = texts(program.channels);
  return redis::evaluate_use(user, {trimmed(command), keys, channels});
}

bool may_be_of_module(const AclUserLine& user, const redis::AclError& error,
                      std::string_view rule) {
  using redis::AclErrorKind;
  const bool unknown =
      error.kind == AclErrorKind::unknown_command || error.kind == AclErrorKind::unknown_category;
  // `+cl.throttle`: names of modules' commands have a dot, and no other has.
  return unknown && (user.modules || (!user.version && contains(rule, ".")));
}

redis::AclReading read_acl_user(const AclUserLine& user, std::span<const std::string_view> added) {
  std::vector<std::string_view> rules;
  for (const Token& rule : user.rules) rules.push_back(rule.text);
  rules.insert(rules.end(), added.begin(), added.end());
  redis::AclReading reading = redis::read_acl_rules(rules, user.version, acl_settings(user));
  // What something fills in later may be any rule.
  const std::vector<bool> filled = filled_in_later(rules);
  const auto later = [&](const redis::AclError& error) { return filled[error.token]; };
  if (user.reader == AclReader::either) keep_common_errors(rules, user, reading);
  bool unknown = false;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    unknown |= filled[i] && rules[i].find_first_of("><#!") != 0;
  }
  const auto of_module = [&](const redis::AclError& error) {
    return may_be_of_module(user, error, rules[error.token].substr(error.begin));
  };
  std::erase_if(reading.errors, of_module);
  std::erase_if(reading.errors, later);
  for (redis::AclUser& each : reading.users) {
    std::erase_if(each.errors, later);
    std::erase_if(each.errors, of_module);
    each.truncated |= unknown;
  }
  return reading;
}

redis::AclSettings acl_settings(const AclUserLine& user) {
  redis::AclSettings settings;
  if (user.reader == AclReader::sentinel) settings.mode = redis::ServerMode::sentinel;
  settings.all_channels = user.all_channels;
  return settings;
}

bool is_open_to_all(const AclUserLine& user) {
  const redis::AclReading reading = read_acl_user(user);
  constexpr std::string_view command[] = {"flushall"};
  return std::ranges::all_of(reading.users,
                             [](const redis::AclUser& each) {
                               return each.errors.empty() && !each.truncated && each.enabled &&
                                      each.no_password;
                             }) &&
         redis::evaluate(reading, command).allowed();
}

const AclUserLine* ServerText::user(std::string_view name) const {
  const auto found =
      std::ranges::find_if(users, [&](const auto* each) { return each->name.text == name; });
  return found == users.end() ? nullptr : *found;
}

const Directive* ServerText::directive(std::string_view name) const {
  const auto found = std::ranges::find_if(directives, [&](const Directive* each) {
    return equal_ignoring_case(each->words.front().text, name);
  });
  return found == directives.end() ? nullptr : *found;
}

std::vector<ServerText> texts_with_users(const RedisLines& lines) {
  std::map<SourceId, ServerText> texts;
  for (const AclUserLine& user : lines.acl_users) {
    if (is_server_file(user.place) || user.place == ConfigPlace::acl_file)
      texts[user.source].users.push_back(&user);
  }
  for (const Directive& directive : lines.directives) {
    const auto text = texts.find(directive.source);
    if (text != texts.end()) text->second.directives.push_back(&directive);
  }
  std::vector<ServerText> all;
  for (auto& [source, text] : texts) all.push_back(std::move(text));
  return all;
}

}  // namespace fairlead
