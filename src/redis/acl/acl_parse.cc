#include <algorithm>

#include "base/crypto/digest.h"
#include "base/text.h"
#include "redis/acl/acl.h"
#include "redis/acl/acl_rule.h"

namespace fairlead::redis {
namespace {

/// A token's place in the text of a rule.
struct Piece {
  std::size_t token;
  std::uint32_t begin;
};

/// A rule, which may have been put together of several tokens: `(+get` `~a)`.
struct Merged {
  std::string text;
  std::vector<Piece> pieces;
};

struct Place {
  std::size_t token = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

Place place_in(const Merged& rule, std::uint32_t begin, std::uint32_t end) {
  const auto next = std::ranges::upper_bound(rule.pieces, begin, {}, &Piece::begin);
  const auto piece = std::prev(next);
  const auto past =
      next == rule.pieces.end() ? static_cast<std::uint32_t>(rule.text.size()) : next->begin - 1;
  return {piece->token, begin - piece->begin, std::min(end, past) - piece->begin};
}

Place place_of(const Merged& rule) {
  const std::size_t end = rule.pieces.size() > 1 ? rule.pieces[1].begin - 1 : rule.text.size();
  return {rule.pieces[0].token, 0, static_cast<std::uint32_t>(end)};
}

/// Reads a user's rules one after the other.
class RuleReader {
 public:
  RuleReader(AclUser& user, bool all_channels, bool hints)
      : user_(user), all_channels_(all_channels), hints_(hints) {}

  void read(std::span<const std::string_view> rules) {
    const std::vector<Merged> merged = merge(rules);
    for (std::size_t i = 0; i < merged.size(); ++i) {
      apply(merged[i], i > 0 ? std::string_view(merged[i - 1].text) : "");
    }
    std::ranges::stable_sort(user_.errors, {}, &AclError::token);
  }

  AclSelector new_selector() const {
    AclSelector selector;
    selector.all_channels = all_channels_;
    return selector;
  }

 private:
  using Outcome = std::optional<AclErrorKind>;

  std::vector<Merged> merge(std::span<const std::string_view> rules);
  void apply(const Merged& rule, std::string_view previous);
  void add_selector(const Merged& rule);
  void reset();
  /// Whether `rule` is one of the words that concern the user as a whole; applies it.
  bool apply_word(std::string_view rule);
  Outcome change_password(std::string_view rule);

  void refuse(const Place& place, AclErrorKind kind, std::string_view rule,
              std::string_view previous) {
    // Looking for what was meant takes its time: not for every token of a hostile line.
    const bool hinted = hints_ && user_.errors.size() < hint_limit;
    user_.errors.push_back({place.token, place.begin, place.end, kind,
                            std::string(server_message(kind)),
                            hinted ? hint_for(user_, rule, previous, kind) : ""});
  }

  static constexpr std::size_t hint_limit = 32;

  AclUser& user_;
  bool all_channels_;
  bool hints_;
};

/// Joins the tokens from one that begins with `(` to one that ends with `)`. A second opening token
/// before that makes 7.0 forget the first; later versions take it for a rule like any other.
std::vector<Merged> RuleReader::merge(std::span<const std::string_view> rules) {
  std::vector<Merged> merged;
  std::optional<Merged> open;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const std::string_view rule = rules[i];
    const bool may_open = open ? user_.version == Version::redis_7_0 : has_selectors(user_.version);
    const bool opens = may_open && rule.starts_with('(') && !rule.ends_with(')');
    if (opens) {
      open = Merged{std::string(rule), {{i, 0}}};
    } else if (open) {
      open->pieces.push_back({i, static_cast<std::uint32_t>(open->text.size() + 1)});
      open->text += ' ';
      open->text += rule;
      if (!rule.ends_with(')')) continue;
      merged.push_back(*std::move(open));
      open.reset();
    } else {
      merged.push_back({std::string(rule), {{i, 0}}});
    }
  }
  // What an unmatched parenthesis was meant to hold is not applied to the user itself.
  if (open) refuse(place_of(*open), AclErrorKind::unmatched_parenthesis, open->text, "");
  return merged;
}

void RuleReader::apply(const Merged& rule, std::string_view previous) {
  const std::string_view text = rule.text;
  if (text.empty()) return;
  const bool selectors = has_selectors(user_.version);
  if (selectors && text.size() > 1 && text.starts_with('(') && text.ends_with(')')) {
    add_selector(rule);
    return;
  }
  if (apply_word(text)) return;
  const Outcome wrong = contains("><#!", text.substr(0, 1))
                            ? change_password(text)
                            : apply_selector_rule(user_.selectors.front(), user_, text);
  if (wrong) refuse(place_of(rule), *wrong, text, previous);
}

void RuleReader::add_selector(const Merged& rule) {
  AclSelector selector = new_selector();
  const std::string_view inside = std::string_view(rule.text).substr(1, rule.text.size() - 2);
  // Unbalanced quotes in here leave the selector empty, without an error.
  const auto words = conf_tokens(inside).value_or(std::vector<AclToken>());
  for (std::size_t i = 0; i < words.size(); ++i) {
    const AclToken& word = words[i];
    const Outcome wrong = apply_selector_rule(selector, user_, word.text);
    if (!wrong) continue;
    refuse(place_in(rule, word.begin + 1, word.end + 1), *wrong, word.text,
           i > 0 ? std::string_view(words[i - 1].text) : "");
  }
  user_.selectors.push_back(std::move(selector));
}

void RuleReader::reset() {
  user_.enabled = user_.no_password = false;
  user_.password_digests.clear();
  user_.selectors.assign(1, new_selector());
}

bool RuleReader::apply_word(std::string_view rule) {
  const auto is = [rule](std::string_view word) { return equal_ignoring_case(rule, word); };
  if (is("on") || is("off")) {
    user_.enabled = is("on");
  } else if (is("nopass") || is("resetpass")) {
    user_.no_password = is("nopass");
    user_.password_digests.clear();
  } else if (is("reset")) {
    reset();
  } else if (has_selectors(user_.version) && is("clearselectors")) {
    user_.selectors.resize(1);
  } else {
    return is("sanitize-payload") || is("skip-sanitize-payload");
  }
  return true;
}

RuleReader::Outcome RuleReader::change_password(std::string_view rule) {
  const bool hashed = rule[0] == '#' || rule[0] == '!';
  const std::string_view given = rule.substr(1);
  if (hashed && (given.size() != 64 ||
                 given.find_first_not_of("0123456789abcdef") != std::string_view::npos)) {
    return AclErrorKind::bad_hash;
  }
  const std::string digest = hashed ? std::string(given) : sha256_hex(given);
  auto& digests = user_.password_digests;
  const auto known = std::ranges::find(digests, digest);
  if (rule[0] == '>' || rule[0] == '#') {
    if (known == digests.end()) digests.push_back(digest);
    user_.no_password = false;
    return std::nullopt;
  }
  if (known == digests.end()) return AclErrorKind::no_such_password;
  digests.erase(known);
  return std::nullopt;
}

/// A user before its rules are read.
AclUser new_user(Version version, const AclSettings& settings) {
  AclUser user;
  user.version = version;
  user.mode = settings.mode;
  // The bundled modules are part of Redis' own builds from 8.0 on, and a Sentinel loads none.
  user.modules =
      settings.mode == ServerMode::data && settings.modules.value_or(is_redis_8(version));
  return user;
}

}  // namespace

std::string_view server_message(AclErrorKind kind) {
  switch (kind) {
    case AclErrorKind::syntax:
      return "Syntax error";
    case AclErrorKind::unknown_command:
    case AclErrorKind::unknown_category:
      return "Unknown command or category name in ACL";
    case AclErrorKind::nested_subcommand:
      return "Allowing first-arg of a subcommand is not supported";
    case AclErrorKind::pattern_after_all_keys:
      return "Adding a pattern after the * pattern (or the 'allkeys' flag) is not valid and does "
             "not "
             "have any effect. Try 'resetkeys' to start with an empty list of patterns";
    case AclErrorKind::pattern_after_all_channels:
      return "Adding a pattern after the * pattern (or the 'allchannels' flag) is not valid and "
             "does "
             "not have any effect. Try 'resetchannels' to start with an empty list of channels";
    case AclErrorKind::bad_hash:
      return "The password hash must be exactly 64 characters and contain only lowercase "
             "hexadecimal "
             "characters";
    case AclErrorKind::no_such_password:
      return "The password you are trying to remove from the user does not exist";
    case AclErrorKind::unmatched_parenthesis:
      return "Unmatched parenthesis in acl selector";
    case AclErrorKind::database_range:
      return "Database number out of range";
  }
  __builtin_unreachable();
}

AclUser parse_acl_user(std::span<const std::string_view> rules, Version version,
                       const AclSettings& settings) {
  AclUser user = new_user(version, settings);
  // Redis 7.0 closed the channels of new users.
  user.truncated = rules.size() > acl_rule_limit;
  RuleReader reader(user, settings.all_channels.value_or(!has_selectors(version)), settings.hints);
  user.selectors.push_back(reader.new_selector());
  reader.read(rules.first(std::min(rules.size(), acl_rule_limit)));
  return user;
}

AclUser unconfigured_default_user(Version version, const AclSettings& settings) {
  constexpr std::string_view rules[] = {"on", "nopass", "~*", "&*", "+@all"};
  return parse_acl_user(rules, version, settings);
}

}  // namespace fairlead::redis
