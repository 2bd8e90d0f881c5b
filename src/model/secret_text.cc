#include "model/secret_text.h"

#include "base/text.h"
#include "model/assignment.h"
#include "model/build.h"
#include "redis/url.h"

namespace fairlead {
namespace {

constexpr auto none = std::string_view::npos;

/// Whether a text is one of the names, or one of them with two slips: what stands behind a misspelt
/// directive is a password all the same.
bool is_nearly(std::string_view text, std::span<const std::string_view> names) {
  constexpr std::size_t shortest = 8, longest = 16, slips = 2;
  if (text.size() < shortest || text.size() > longest) return false;
  const std::string name = lower(text);
  return std::ranges::any_of(
      names, [&](std::string_view each) { return edit_distance(name, each) <= slips; });
}

/// A directive whose value is a password; where one begins (`misspelt`), also if it is misspelt.
bool is_password_directive(std::string_view word, bool misspelt) {
  static constexpr std::string_view names[] = {"requirepass",
                                               "masterauth",
                                               "primaryauth",
                                               "auth-pass",
                                               "sentinel-pass",
                                               "tls-key-file-pass",
                                               "tls-client-key-file-pass"};
  static constexpr std::string_view own[] = {"requirepass", "masterauth", "primaryauth"};
  const auto same = [&](std::string_view name) { return equal_ignoring_case(word, name); };
  return std::ranges::any_of(names, same) || (misspelt && is_nearly(word, own));
}

/// The statement behind `sentinel` that gives a password, also if it is misspelt.
bool is_sentinel_password(std::string_view word) {
  static constexpr std::string_view names[] = {"auth-pass", "sentinel-pass"};
  static constexpr std::string_view others[] = {"auth-user", "sentinel-user"};
  const std::string name = lower(word);
  if (std::ranges::find(others, std::string_view(name)) != std::end(others)) return false;
  return contains(name, "pass") || contains(name, "pasw") || is_nearly(name, names);
}

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  void urls() {
    if (!contains(text_, "://")) return;
    for (const redis::ConnectionUrl& url : redis::find_urls(text_)) {
      add(url.password);
      // `redis://secret@host`: a lone user is a password to several clients, a token to HTTP.
      const bool lone = !url.password.present &&
                        (url.kind == redis::Scheme::redis || url.kind == redis::Scheme::http);
      if (lone) add(url.user);
      for (const redis::HostPort& host : url.hosts) {
        add(host.password);
        // `redis://app:secret`, the host forgotten: what is no port may be the password.
        if (!redis::port_number(host.port) && !is_reference(written(host.port))) add(host.port);
      }
      for (const redis::QueryParameter& parameter : redis::query_parameters(url)) {
        if (names_credential(parameter.name.text)) add(parameter.value);
      }
    }
  }

  /// What stands between a colon and `@`, whether or not that is a URL.
  void before_at_signs() {
    std::size_t earliest = 0;
    for (auto at = text_.find('@'); at != none; at = text_.find('@', at + 1)) {
      if (text_.substr(at + 1).starts_with("sha256:")) continue;  // an image's digest
      std::size_t begin = at;
      while (begin > earliest && !contains(" \t\r\n\"'`,;<", text_.substr(begin - 1, 1))) --begin;
      earliest = at + 1;
      const auto scheme = text_.substr(begin, at - begin).find("://");
      if (scheme != none) begin += scheme + 3;
      const auto colon = text_.substr(begin, at - begin).find(':');
      if (colon != none) add({begin + colon + 1, at});
    }
    spaced_url();
  }

  /// Addresses whose path is the credential: who knows a webhook may post to it.
  void webhooks() {
    static constexpr std::string_view begins[] = {
        "hooks.slack.com/services/", "discord.com/api/webhooks/", "discordapp.com/api/webhooks/",
        "api.telegram.org/bot", "webhook.office.com/"};
    for (const std::string_view begin : begins) {
      for (auto at = text_.find(begin); at != none; at = text_.find(begin, at + 1)) {
        const std::size_t from = at + begin.size();
        add({from, std::min(text_.find_first_of(" \t\r\n\"'`,;<>", from), text_.size())});
      }
    }
  }

  /// `name=value`, `name: value`, and the value of `name: X_PASSWORD`.
  void assignments() {
    bool value_of_credential = false;
    each_assignment(
        text_,
        [&](std::string_view name) {
          return name == "name" || (name == "value" && value_of_credential) ||
                 names_credential(name);
        },
        [&](std::string_view name, TextRange value) {
          value_of_credential = name == "name" && names_credential(text_.substr(
                                                      value.begin, value.end - value.begin));
          if (name != "name") add(value);
        });
  }

  /// Words behind flags and directives, and an ACL user's passwords.
  void words() {
    command_line_client_ = contains(text_, "-cli");
    for (std::size_t at = 0; at < text_.size(); at = end_of_line(text_, at) + 1) {
      if (!is_comment(text_, at)) words_of_line(at, end_of_line(text_, at));
    }
  }

  /// Comments, where people keep the password that works: behind a word for one, whatever is no
  /// plain word.
  void remarks() {
    for (std::size_t at = 0; at < text_.size(); at = end_of_line(text_, at) + 1) {
      const std::size_t line = end_of_line(text_, at);
      if (!is_comment(text_, at)) continue;
      for (std::size_t begin = at; begin < line;) {
        const std::size_t end = end_of_word(begin, line, " \t:=");
        if (names_credential(text_.substr(begin, end - begin))) {
          remark(end, line);
          break;
        }
        begin = end + 1;
      }
    }
  }

  void add(TextRange range) {
    if (range.begin >= range.end) return;
    const std::string_view text = text_.substr(range.begin, range.end - range.begin);
    is_reference(text) ? references.push_back(range) : found.push_back(range);
  }

  std::vector<TextRange> found;
  std::vector<TextRange> references;  ///< what only says where a credential is

 private:
  std::string_view written(const redis::Part& part) const {
    return text_.substr(part.begin, part.end - part.begin);
  }

  void add(const redis::Part& part) {
    if (part.present) add({part.begin, part.end});
  }

  /// A URL whose password holds a blank: all of the text is one.
  void spaced_url() {
    const auto scheme = text_.find("://");
    const auto sign = text_.rfind('@');
    if (scheme == none || sign == none || sign < scheme) return;
    if (text_.substr(0, scheme).find_first_of(" \t\n") != none) return;
    const std::string_view userinfo = text_.substr(scheme + 3, sign - scheme - 3);
    const auto colon = userinfo.find(':');
    if (colon == none || contains(userinfo, "://") || !contains(userinfo, " ")) return;
    add({scheme + 3 + colon + 1, sign});
  }

  /// What follows a word for a credential, from `at` to the line's end: the word behind a colon,
  /// the only word, and all that no sentence holds.
  void remark(std::size_t at, std::size_t line) {
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    const std::size_t first = std::min(text_.find_first_not_of(" \t:=", at), line);
    const bool stated = text_.substr(at, first - at).find_first_of(":=") != none;
    const bool only = text_.substr(first, line - first).find_first_of(" \t") == none;
    for (std::size_t begin = first; begin < line;) {
      const std::size_t end = end_of_word(begin, line, " \t");
      const TextRange word = bare(begin, end);
      std::string_view written = text_.substr(word.begin, word.end - word.begin);
      while (written.ends_with('.') || written.ends_with(':')) written.remove_suffix(1);
      const bool plain = std::ranges::all_of(written, letter);
      if (!plain || only || (stated && begin == first)) add(word);
      begin = end + 1;
    }
  }

  /// Never looks beyond `end`: the next blank may be far.
  std::size_t end_of_word(std::size_t at, std::size_t end, std::string_view blanks) const {
    return std::min(text_.substr(0, end).find_first_of(blanks, at), end);
  }

  void words_of_line(std::size_t at, std::size_t line) {
    std::string_view before;
    bool user = false, statement = false;
    std::size_t count = 0;  // of words that stand before
    while (at < line) {
      const std::size_t end = end_of_word(at, line, " \t");
      const TextRange word = bare(at, end);
      const std::string_view written = text_.substr(word.begin, word.end - word.begin);
      if (!statement && announces(before, count == 1) && !written.starts_with('-')) add(word);
      statement = equal_ignoring_case(before, "sentinel") || before == "--sentinel";
      if (statement) sentinel_password(word, line);
      user = user || (count == 0 && equal_ignoring_case(written, "user")) || written == "--user" ||
             equal_ignoring_case(written, "setuser");
      if (const auto sign = written.find_first_of("><"); user && sign != none) {
        add({word.begin + sign + 1, word.end});
      }
      if (!written.empty()) before = written;
      if (!written.empty() && written != "-") ++count;
      at = end + 1;
    }
  }

  /// `sentinel auth-pass <master> <password>`, also misspelt: what stands behind the master.
  void sentinel_password(TextRange statement, std::size_t line) {
    const std::string_view name = text_.substr(statement.begin, statement.end - statement.begin);
    if (!is_sentinel_password(name)) return;
    std::size_t at = text_.substr(0, line).find_first_not_of(" \t", statement.end);
    if (at == none) return;
    const std::size_t master = end_of_word(at, line, " \t");
    const std::size_t next = text_.substr(0, line).find_first_not_of(" \t\r", master);
    const TextRange word = next == none ? bare(at, master) : bare(next, line);
    add(word);
  }

  /// A word without the quotes and brackets around it.
  TextRange bare(std::size_t begin, std::size_t end) const {
    constexpr std::string_view around = "\"'`[](),;\r";
    while (begin < end && around.find(text_[begin]) != none) ++begin;
    const auto closes = [&] {  // `$(NAME)`
      return text_[end - 1] == ')' && contains(text_.substr(begin, end - begin), "$(");
    };
    while (begin < end && around.find(text_[end - 1]) != none && !closes()) --end;
    return {begin, end};
  }

  /// Whether the word behind this one is a credential.
  bool announces(std::string_view word, bool first) const {
    if (word == "-a") return command_line_client_;
    const bool option = word.starts_with("--");
    if (option) word.remove_prefix(2);
    if (option && !contains(word, "=") && names_credential(word)) return true;
    return is_password_directive(word, option || first);
  }

  std::string_view text_;
  bool command_line_client_ = false;  // `redis-cli`, whose -a is the password
};

/// Ascending and apart. Whoever maps them to a source looks through the text for each, so that of
/// very many all between is hidden as well.
std::vector<TextRange> few(std::vector<TextRange> ranges, std::size_t most) {
  std::ranges::sort(ranges, {}, &TextRange::begin);
  std::vector<TextRange> result;
  for (const TextRange& range : ranges) {
    if (!result.empty() && (range.begin <= result.back().end || result.size() == most)) {
      result.back().end = std::max(result.back().end, range.end);
    } else {
      result.push_back(range);
    }
  }
  return result;
}

/// Keys that say what an object is, not what it keeps.
bool is_structural(std::string_view name) {
  static constexpr std::string_view names[] = {"apiVersion", "kind",       "metadata", "name",
                                               "namespace",  "type",       "data",     "stringData",
                                               "labels",     "annotations"};
  return std::ranges::find(names, name) != std::end(names);
}

Scanner scanned(std::string_view text) {
  Scanner scanner(text);
  if (text.find_first_of(" \t\n=:@") == none) return scanner;  // one word: most scalars
  scanner.urls();
  scanner.webhooks();
  scanner.before_at_signs();
  scanner.assignments();
  scanner.words();
  scanner.remarks();
  return scanner;
}

}  // namespace

std::vector<TextRange> credentials_in(std::string_view text) {
  return few(scanned(text).found, most_urls(text));
}

std::set<std::string, std::less<>> credential_variables(std::string_view text) {
  std::set<std::string, std::less<>> names;
  if (!contains(text, "$")) return names;
  for (const TextRange& each : scanned(text).references) {
    names.emplace(variable_name(text.substr(each.begin, each.end - each.begin)));
  }
  names.erase("");
  return names;
}

std::string_view variable_name(std::string_view reference) {
  const auto first = reference.find_first_not_of("$({");
  if (!reference.starts_with('$') || first == none) return {};
  const auto last = std::ranges::find_if_not(
      reference.substr(first), [](char c) { return is_name_character(c) && c != '-' && c != '.'; });
  return reference.substr(first, static_cast<std::size_t>(last - reference.begin()) - first);
}

std::vector<TextRange> values_in(std::string_view text) {
  Scanner scanner(text);
  each_assignment(
      text, [](std::string_view name) { return !is_structural(name); },
      [&](std::string_view, TextRange value) { scanner.add(value); });
  // A line without a key goes on with a value.
  for (std::size_t at = 0; at < text.size(); at = end_of_line(text, at) + 1) {
    const TextRange line = without_blanks(text, {at, end_of_line(text, at)});
    const std::string_view written = text.substr(line.begin, line.end - line.begin);
    if (!contains(written, ":") && !written.starts_with("---")) scanner.add(line);
  }
  return few(std::move(scanner.found), most_urls(text));
}

bool is_reference(std::string_view text) {
  static constexpr std::pair<std::string_view, std::string_view> brackets[] = {
      {"$(", ")"}, {"${", "}"}, {"{{", "}}"}, {"<", ">"}};
  while (!text.empty()) {
    const auto bracket = std::ranges::find_if(
        brackets, [&](const auto& each) { return text.starts_with(each.first); });
    std::size_t end = none;
    if (bracket != std::end(brackets)) {
      end = text.find(bracket->second);
      // `${NAME:-value}` says what it is, where nobody else does.
      if (end != none && bracket->first == "${" && contains(text.substr(0, end), "-")) return false;
      if (end != none) end += bracket->second.size();
    } else if (text[0] == '$') {
      end = 1;
      while (end < text.size() && is_name_character(text[end]) && text[end] != '-' &&
             text[end] != '.') {
        ++end;
      }
    }
    if (end == none) return false;
    text.remove_prefix(end);
  }
  return true;
}

}  // namespace fairlead
