#include "model/acl.h"

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

redis::AclReading read_acl_user(const AclUserLine& user, std::span<const std::string_view> added) {
  std::vector<std::string_view> rules;
  for (const Token& rule : user.rules) rules.push_back(rule.text);
  rules.insert(rules.end(), added.begin(), added.end());
  return redis::read_acl_rules(rules, user.version, acl_settings(user));
}

redis::AclSettings acl_settings(const AclUserLine& user) {
  redis::AclSettings settings;
  if (is_sentinel_place(user.place)) settings.mode = redis::ServerMode::sentinel;
  settings.all_channels = user.all_channels;
  return settings;
}

bool is_sentinel_place(ConfigPlace place) {
  return place == ConfigPlace::sentinel_conf || place == ConfigPlace::sentinel_custom_config;
}

}  // namespace fairlead
