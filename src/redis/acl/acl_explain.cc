#include "redis/acl/acl_explain.h"

#include <algorithm>

#include "base/text.h"
#include "redis/acl/acl_check.h"
#include "redis/acl/acl_rule.h"

namespace fairlead::redis {
namespace {

using Words = std::vector<std::string_view>;
using About = AclReason::About;

AclRule whole(std::size_t token, std::string_view text) {
  return {token, 0, static_cast<std::uint32_t>(text.size()), std::string(text), 0};
}

/// The rules inside `( … )`, which may go over several tokens.
void add_inner(std::span<const std::string_view> tokens, std::size_t first, std::size_t last,
               std::size_t selector, std::vector<AclRule>& rules) {
  for (std::size_t token = first; token <= last; ++token) {
    const std::size_t begin = token == first ? 1 : 0;
    const std::size_t end = tokens[token].size() - (token == last ? 1 : 0);
    if (begin >= end) continue;
    const auto words = conf_tokens(tokens[token].substr(begin, end - begin));
    if (!words) continue;
    for (const AclToken& word : *words) {
      const auto at = static_cast<std::uint32_t>(begin);
      rules.push_back({token, at + word.begin, at + word.end, word.text, selector});
    }
  }
}

/// Whether a rule gives a token back to the beginning, so that what stood before it no longer
/// counts.
bool is_reset(const AclRule& rule) { return equal_ignoring_case(rule.text, "reset"); }

/// What a question about one selector is, for any user.
class Question {
 public:
  Question(const std::vector<AclRule>& rules, Version version, const AclSettings& settings,
           std::size_t selector)
      : rules_(rules), version_(version), settings_(settings), selector_(selector) {}

  /// The last rule of the selector that changes the answer: applied alone to a user who may do
  /// nothing, it permits (`yes`); applied to one who may do everything, it denies.
  template <typename Ask>
  std::optional<AclRule> decisive(bool permitted, Ask ask) const {
    for (std::size_t i = rules_.size(); i-- > 0;) {
      const AclRule& rule = rules_[i];
      if (selector_ == 0 && is_reset(rule)) return permitted ? std::nullopt : std::optional(rule);
      if (rule.selector != selector_ || rule.text.empty()) continue;
      if (changes(permitted, rule.text, ask)) return rule;
    }
    return std::nullopt;
  }

 private:
  template <typename Ask>
  bool changes(bool permitted, std::string_view rule, Ask ask) const {
    const Words nothing = {"resetchannels", rule};
    const Words everything = {"+@all", "~*", "&*", rule};
    const AclUser user = parse_acl_user(permitted ? nothing : everything, version_, settings_);
    if (!user.errors.empty()) return false;
    return ask(user.selectors.front()) == permitted;
  }

  const std::vector<AclRule>& rules_;
  Version version_;
  const AclSettings& settings_;
  std::size_t selector_;
};

/// The user with one selector only.
AclUser with_selector(const AclUser& user, std::size_t selector) {
  AclUser one = user;
  one.selectors = {user.selectors[selector]};
  return one;
}

About about(Verdict verdict) {
  switch (verdict) {
    case Verdict::key:
      return About::key;
    case Verdict::channel:
      return About::channel;
    case Verdict::database:
      return About::database;
    case Verdict::command:
    case Verdict::allowed:
    case Verdict::error:
      return About::command;
  }
  __builtin_unreachable();
}

class Explainer {
 public:
  Explainer(std::span<const std::string_view> tokens, Version version, const AclSettings& settings,
            std::span<const std::string_view> argv)
      : tokens_(tokens),
        version_(version),
        settings_(settings),
        argv_(argv),
        rules_(rules_of(tokens, version)),
        user_(parse_acl_user(tokens, version, settings)) {}

  AclExplanation explain() {
    AclExplanation result;
    result.decision = evaluate(user_, argv_);
    if (argv_.empty()) return result;
    const auto command = command_of_line(user_, argv_);
    if (!command || result.decision.verdict == Verdict::error) return result;
    if (result.decision.allowed()) {
      add_permissions(*command, permitting_selector(), result.reasons);
    } else {
      result.reasons.push_back(denial(*command, result.decision));
      result.tokens = needed();
    }
    return result;
  }

 private:
  std::size_t permitting_selector() const {
    for (std::size_t i = 0; i < user_.selectors.size(); ++i) {
      if (evaluate(with_selector(user_, i), argv_).allowed()) return i;
    }
    return 0;
  }

  /// Selectors that `clearselectors` removed keep their numbers in rules_, not in the user.
  std::size_t written_selector(std::size_t selector) const {
    if (selector == 0) return 0;
    const std::size_t last = rules_.empty() ? 0 : last_selector();
    const std::size_t left = user_.selectors.size();
    return last + 1 >= left ? selector + last + 1 - left : selector;
  }
  std::size_t last_selector() const {
    return std::ranges::max_element(rules_, {}, &AclRule::selector)->selector;
  }

  void add_permissions(const Command& command, std::size_t selector,
                       std::vector<AclReason>& reasons) const {
    const Question question(rules_, version_, settings_, written_selector(selector));
    const AclSelector& permitting = user_.selectors[selector];
    const auto runs = [&](const AclSelector& each) { return permits(each, command); };
    if (!command.facts->has(CommandFlag::no_auth)) {
      reasons.push_back({About::command, true, "", question.decisive(true, runs)});
    }
    if (has_keys(command)) {
      for (const KeyUse& use : keys_of(command, argv_, version_)) {
        const std::string_view key = argv_[use.argument];
        if (!has_key(permitting, key, use)) continue;
        const auto has = [&](const AclSelector& each) { return has_key(each, key, use); };
        reasons.push_back({About::key, true, std::string(key), question.decisive(true, has)});
      }
    }
    for (const std::string_view channel : channels(command)) {
      const auto has = [&](const AclSelector& each) {
        return has_channel(each, channel, command.facts->channels);
      };
      reasons.push_back({About::channel, true, std::string(channel), question.decisive(true, has)});
    }
  }

  AclReason denial(const Command& command, const Decision& decision) const {
    const Question question(rules_, version_, settings_, written_selector(decision.selector));
    AclReason reason{about(decision.verdict), false, decision.name, std::nullopt};
    if (reason.about == About::command) {
      const auto runs = [&](const AclSelector& each) { return permits(each, command); };
      reason.rule = question.decisive(false, runs);
    } else if (reason.about == About::key) {
      reason.rule = partial_pattern(written_selector(decision.selector), decision.name);
    } else if (reason.about == About::database) {
      const auto all = [](const AclSelector& each) { return each.all_databases; };
      reason.rule = question.decisive(false, all);
    }
    return reason;
  }

  /// A pattern that matches the key, and that does not permit all that the command does to it.
  std::optional<AclRule> partial_pattern(std::size_t selector, std::string_view key) const {
    for (const AclRule& rule : rules_) {
      const std::size_t wave = rule.text.find('~');
      if (rule.selector != selector || !rule.text.starts_with('%')) continue;
      if (wave != std::string::npos &&
          glob_matches(std::string_view(rule.text).substr(wave + 1), key)) {
        return rule;
      }
    }
    return std::nullopt;
  }

  bool permits(const AclSelector& selector, const Command& command) const {
    if (may_run(selector, command)) return true;
    const auto first = selector.first_arguments.find(command.id);
    return first != selector.first_arguments.end() && argv_.size() > 1 &&
           std::ranges::find(first->second, lower(argv_[1])) != first->second.end();
  }

  Words channels(const Command& command) const {
    if (command.facts->channels == ChannelAccess::none ||
        command.facts->channels == ChannelAccess::unsubscribe) {
      return {};
    }
    const int count = command.facts->channel_count;
    const std::size_t end =
        count < 0 ? argv_.size() : std::min<std::size_t>(argv_.size(), 1u + unsigned(count));
    return {argv_.begin() + 1, argv_.begin() + static_cast<std::ptrdiff_t>(end)};
  }

  /// What the root lacks, one thing after the other.
  std::vector<std::string> needed() const {
    std::vector<std::string> added;
    AclUser user = with_selector(user_, 0);
    for (std::size_t i = 0; i < argv_.size() + 4; ++i) {
      const Decision decision = evaluate(user, argv_);
      if (decision.allowed()) return added;
      if (decision.missing_token.empty() || decision.missing_token.find(' ') != std::string::npos) {
        return {};
      }
      if (apply_selector_rule(user.selectors.front(), user, decision.missing_token)) return {};
      added.push_back(decision.missing_token);
    }
    return {};
  }

  std::span<const std::string_view> tokens_;
  Version version_;
  const AclSettings& settings_;
  std::span<const std::string_view> argv_;
  std::vector<AclRule> rules_;
  AclUser user_;
};

}  // namespace

std::vector<AclRule> rules_of(std::span<const std::string_view> tokens, Version version) {
  std::vector<AclRule> rules;
  std::optional<std::size_t> open;
  std::size_t selectors = 0;
  for (std::size_t i = 0; i < std::min(tokens.size(), acl_rule_limit); ++i) {
    const std::string_view token = tokens[i];
    const bool parenthesis = has_selectors(version) && token.starts_with('(');
    if (parenthesis && !token.ends_with(')')) {
      open = i;
    } else if (open) {
      if (!token.ends_with(')')) continue;
      add_inner(tokens, *open, i, ++selectors, rules);
      open.reset();
    } else if (parenthesis && token.size() > 1) {
      add_inner(tokens, i, i, ++selectors, rules);
    } else {
      rules.push_back(whole(i, token));
    }
  }
  return rules;
}

AclExplanation explain(std::span<const std::string_view> rules, Version version,
                       const AclSettings& settings, std::span<const std::string_view> argv) {
  return Explainer(rules, version, settings, argv).explain();
}

}  // namespace fairlead::redis
