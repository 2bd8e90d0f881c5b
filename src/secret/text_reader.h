#pragma once
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace fairlead {

class Node;

/// Bytes of a source that are not shown.
struct HiddenPart {
  std::uint32_t begin = 0, end = 0;
  bool credential = false;       ///< `****`; else what no reader has understood: `…`
  const Node* scalar = nullptr;  ///< that all of it is, where it is one
};

/// Names of variables.
using PasswordVariables = std::set<std::string, std::less<>>;

/// Bytes [begin, end) of a source.
struct Bytes {
  std::size_t begin = 0, end = 0;
};

/// What a text is read as.
enum class TextKind : std::uint8_t {
  value,  ///< a value without blanks: it shows but for what is known to be a credential
  words,  ///< a command line, a script, prose: only what is known to be harmless shows
  conf,   ///< redis.conf, sentinel.conf: the same, line by line
  acl,    ///< an ACL file
};

/// The size of the template action, `{{ … }}`, that a text begins with; 0 for none.
std::size_t action_size(std::string_view text);

/// Reads texts word by word and says what of them must not be shown. Several texts of one source
/// may be one command line. Linear: each byte is looked at a few times.
class TextReader {
 public:
  /// Offsets are into `source`, of which only what read() is given is looked at.
  explicit TextReader(std::string_view source) : source_(source) {}

  void read(Bytes range, TextKind kind);
  /// The words before are another command line's.
  void start();
  /// What a finding is about: names in it are shown wherever they stand.
  void add_focus(Bytes range) { focus_.push_back(range); }
  void hide(Bytes range, bool credential);

  std::vector<HiddenPart> hidden;
  PasswordVariables variables;  ///< that are used as passwords: `-a $P`
  std::size_t steps = 0;        ///< what it cost, in bytes

 private:
  /// What the next word is by those before it.
  enum class Next : std::uint8_t {
    any,
    name,   ///< shows where it looks like one
    value,  ///< of a directive: shows as it is
    credential,
  };

  std::string_view text(Bytes range) const {
    return source_.substr(range.begin, range.end - range.begin);
  }
  /// The next word is this, and so are `more` behind it.
  void expect(Next next, int more = 0);
  Next taken(bool option);
  void credential(Bytes range);
  /// The next word that blanks end.
  Bytes next_word(std::size_t at, std::size_t end);
  void line(Bytes line);

  // conf_line.cc: lines of configurations
  bool directive(Bytes first, Bytes rest);
  void unknown(Bytes first, Bytes rest);
  void statement(Bytes rest);
  void user(Bytes rest);
  void rule(Bytes rule);

  void words(Bytes line);
  void action(Bytes range, bool secret);  // template_action.cc
  std::size_t word_end(std::size_t at, std::size_t end) const;
  void word(Bytes range, std::size_t end);
  bool is_key(std::size_t at, std::size_t end);
  bool shows_option(Bytes range, std::size_t dashes, std::string_view name);
  Bytes behind_signs(Bytes range) const;
  void behind(std::string_view name, Bytes range);
  void lone(Bytes range);
  bool shows(Bytes range) const;
  void urls(Bytes range);
  void url(Bytes range, bool known);
  std::size_t server_end(Bytes range);
  void logged_in(Bytes range, std::size_t colon, std::size_t colon_size);
  void path(Bytes range);

  std::string_view source_;
  TextKind kind_ = TextKind::words;
  Next next_ = Next::any;
  int more_ = 0;         // words behind the next one that are as it is
  bool client_ = false;  // `redis-cli` stood before: its -a and AUTH give a password
  std::vector<Bytes> focus_;
};

}  // namespace fairlead
